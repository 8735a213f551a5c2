import numpy as np


def sigmoid(z):
    return 1 / (1 + np.exp(-z))


def channel_gate(x, w1, w2):
    def layers(squeezed):  # (B, C) to (B, r) and back
        return np.maximum(squeezed @ w1.T, 0) @ w2.T

    return sigmoid(layers(x.mean(axis=(2, 3))) + layers(x.max(axis=(2, 3))))  # (B, C)


def spatial_gate(x, kernel):
    a, b = kernel.shape[2:]
    maps = np.stack([x.mean(axis=1), x.max(axis=1)], axis=1)  # (B, 2, h, w)
    padded = np.pad(maps, [(0, 0), (0, 0), (a // 2, a // 2), (b // 2, b // 2)])  # zeros around the map
    windows = np.lib.stride_tricks.sliding_window_view(padded, (a, b), axis=(2, 3))  # (B, 2, h, w, a, b), a view
    return sigmoid(np.einsum("bphwij,pij->bhw", windows, kernel[0]))


def cbam(x, w1, w2, kernel):
    x = x * channel_gate(x, w1, w2)[:, :, None, None]  # (B, C, h, w) * (B, C, 1, 1)
    return x * spatial_gate(x, kernel)[:, None]  # (B, C, h, w) * (B, 1, h, w)
