import numpy as np


def region_means(x, n):
    """(B, C, h, w) to (B, n * n, C): n x n regions in rows from the top left."""

    def parts(size):  # the start is rounded down, the end up
        return [slice(i * size // n, -(-(i + 1) * size // n)) for i in range(n)]

    rows, columns = parts(x.shape[2]), parts(x.shape[3])
    return np.stack([x[:, :, r, c].mean(axis=(2, 3)) for r in rows for c in columns], axis=1)


def pyramid_attention(x, q):
    regions = np.concatenate([region_means(x, n) for n in (1, 2, 4)], axis=1)  # (B, 21, C)
    scores = regions @ q / np.sqrt(len(q))  # (B, 21, C) @ (C) to (B, 21)
    powers = np.exp(scores - scores.max(axis=1, keepdims=True))
    weights = powers / powers.sum(axis=1, keepdims=True)  # (B, 21): over all regions of an image
    out = (weights[:, :, None] * regions).sum(axis=1)  # (B, 21, 1) * (B, 21, C), summed to (B, C)
    return out, weights
