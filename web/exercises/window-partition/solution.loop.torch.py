import torch


def window_partition(x, size):
    B, h, w, C = x.shape
    windows = [
        x[b, top : top + size, left : left + size].reshape(size * size, C)
        for b in range(B)
        for top in range(0, h, size)
        for left in range(0, w, size)
    ]
    return torch.stack(windows)  # (B * h / s * w / s, s * s, C)
