import numpy as np


def patch_embed(images, weight, bias, patch):
    B, C, h, w = images.shape
    grid = images.reshape(B, C, h // patch, patch, w // patch, patch)  # both sides split: which patch, where in it
    grid = grid.transpose(0, 2, 4, 1, 3, 5)  # (B, h/p, w/p, C, p, p), a view
    patches = grid.reshape(B, -1, C * patch * patch)  # (B, N, C * p * p), a copy
    return patches @ weight.T + bias  # (B, N, C * p * p) @ (C * p * p, D) to (B, N, D)
