import numpy as np


def window_partition(x, size):
    B, h, w, C = x.shape
    x = x.reshape(B, h // size, size, w // size, size, C)
    x = x.transpose(0, 1, 3, 2, 4, 5)  # (B, h / s, w / s, s, s, C): a window's pixels side by side
    return x.reshape(-1, size * size, C)  # (B * h / s * w / s, s * s, C)
