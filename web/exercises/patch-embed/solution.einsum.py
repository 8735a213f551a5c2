import numpy as np


def patch_embed(images, weight, bias, patch):
    B, C, h, w = images.shape
    D = len(bias)
    pixels = images.reshape(B, C, h // patch, patch, w // patch, patch)  # (B, C, r, y, s, x): patch (r, s), pixel (y, x)
    kernel = weight.reshape(D, C, patch, patch)  # (D, C, y, x)
    tokens = np.einsum("bcrysx,dcyx->brsd", pixels, kernel)  # (B, h/p, w/p, D)
    return tokens.reshape(B, -1, D) + bias  # (B, N, D)
