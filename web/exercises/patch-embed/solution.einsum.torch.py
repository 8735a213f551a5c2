import torch


def patch_embed(images, weight, bias, patch):
    B, C, h, w = images.shape
    pixels = images.reshape(B, C, h // patch, patch, w // patch, patch)  # (B, C, r, y, s, x): patch (r, s), pixel (y, x)
    kernel = weight.reshape(-1, C, patch, patch)  # (D, C, y, x)
    tokens = torch.einsum("bcrysx,dcyx->brsd", pixels, kernel)  # (B, h/p, w/p, D)
    return tokens.flatten(1, 2) + bias  # (B, N, D)
