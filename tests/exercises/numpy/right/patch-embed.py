import numpy as np


# %% loops over the grid
def patch_embed(images, weight, bias, patch):
    B, C, h, w = images.shape
    tokens = []
    for i in range(h // patch):
        for j in range(w // patch):
            p = images[:, :, i * patch : (i + 1) * patch, j * patch : (j + 1) * patch]
            tokens.append(p.reshape(B, -1) @ weight.T + bias)
    return np.stack(tokens, axis=1)


# %% swapaxes
def patch_embed(images, weight, bias, patch):
    B, C, h, w = images.shape
    x = images.reshape(B, C, h // patch, patch, w // patch, patch)
    x = x.swapaxes(3, 4)  # B C gh gw p p
    x = np.moveaxis(x, 1, 3)  # B gh gw C p p
    return x.reshape(B, (h // patch) * (w // patch), -1) @ weight.T + bias


# %% sliding windows with steps
def patch_embed(images, weight, bias, patch):
    x = np.lib.stride_tricks.sliding_window_view(images, (patch, patch), axis=(2, 3))[:, :, ::patch, ::patch]
    x = x.transpose(0, 2, 3, 1, 4, 5)
    return np.dot(x.reshape(x.shape[0], -1, weight.shape[1]), weight.T) + bias


# %% tensordot with a kernel
def patch_embed(images, weight, bias, patch):
    B, C, h, w = images.shape
    x = images.reshape(B, C, h // patch, patch, w // patch, patch)
    out = np.tensordot(x, weight.reshape(-1, C, patch, patch), axes=([1, 3, 5], [1, 2, 3]))
    return out.reshape(B, -1, len(bias)) + bias


# %% split
def patch_embed(images, weight, bias, patch):
    strips = np.split(images, images.shape[2] // patch, axis=2)
    pieces = [piece for strip in strips for piece in np.split(strip, images.shape[3] // patch, axis=3)]
    flat = np.array([piece.reshape(len(images), -1) for piece in pieces]).transpose(1, 0, 2)
    return flat @ weight.T + bias
