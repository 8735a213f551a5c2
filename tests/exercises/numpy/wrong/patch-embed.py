import numpy as np


def split(images, patch):
    B, C, h, w = images.shape
    return images.reshape(B, C, h // patch, patch, w // patch, patch)


def project(grid, weight, bias):
    return grid.reshape(len(grid), -1, weight.shape[1]) @ weight.T + bias


# %% patches-by-reshape: reshape
def patch_embed(images, weight, bias, patch):
    return images.reshape(len(images), -1, weight.shape[1]) @ weight.T + bias


# %% patches-by-reshape: grid and patch in the wrong places
def patch_embed(images, weight, bias, patch):
    B, C, h, w = images.shape
    x = images.reshape(B, C, h // patch, w // patch, patch, patch).transpose(0, 2, 3, 1, 4, 5)
    return project(x, weight, bias)


# %% channels-last-in-patch: transpose(0, 2, 4, 3, 5, 1)
def patch_embed(images, weight, bias, patch):
    return project(split(images, patch).transpose(0, 2, 4, 3, 5, 1), weight, bias)


# %% columns-first-in-patch: transpose(0, 2, 4, 1, 5, 3)
def patch_embed(images, weight, bias, patch):
    return project(split(images, patch).transpose(0, 2, 4, 1, 5, 3), weight, bias)


# %% patches-by-columns: transpose(0, 4, 2, 1, 3, 5)
def patch_embed(images, weight, bias, patch):
    return project(split(images, patch).transpose(0, 4, 2, 1, 3, 5), weight, bias)


# %% patches-overlap: range without a step
def patch_embed(images, weight, bias, patch):
    B, C, h, w = images.shape
    tokens = []
    for i in range(h - patch + 1):
        for j in range(w - patch + 1):
            tokens.append(images[:, :, i : i + patch, j : j + patch].reshape(B, -1) @ weight.T + bias)
    return np.stack(tokens, axis=1)


# %% patches-behind-features: not transposed
def patch_embed(images, weight, bias, patch):
    return project(split(images, patch).transpose(0, 2, 4, 1, 3, 5), weight, bias).transpose(0, 2, 1)


# %% missing-bias: the product
def patch_embed(images, weight, bias, patch):
    return project(split(images, patch).transpose(0, 2, 4, 1, 3, 5), weight, 0)


# %% weights-not-transposed: @ weight
def patch_embed(images, weight, bias, patch):
    x = split(images, patch).transpose(0, 2, 4, 1, 3, 5)
    return x.reshape(len(x), -1, weight.shape[1]) @ weight + bias


# %% first-entry-only: images[0]
def patch_embed(images, weight, bias, patch):
    return project(split(images[:1], patch).transpose(0, 2, 4, 1, 3, 5), weight, bias)[0]


# %% patches-by-reshape: only the channels are moved
def patch_embed(images, weight, bias, patch):
    B, C, h, w = images.shape
    x = images.reshape(B, C, h // patch, patch, w // patch, patch)
    x = x.transpose(0, 2, 1, 3, 4, 5).reshape(B, (h // patch) * (w // patch), -1)
    return x @ weight.T + bias


# %% patches-by-reshape: channels last and nothing split
def patch_embed(images, weight, bias, patch):
    B, C, h, w = images.shape
    x = images.transpose(0, 2, 3, 1).reshape(B, (h // patch) * (w // patch), patch * patch * C)
    return x @ weight.T + bias
