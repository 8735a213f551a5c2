import numpy as np


def relative_scores(q, r):
    L = q.shape[2]
    scores = q @ r.T  # (B, H, L, d) @ (d, 2L - 1): each query with each vector
    positions = np.arange(L)
    offsets = positions - positions[:, None] + L - 1  # (L, L): j - i + L - 1
    return scores[:, :, positions[:, None], offsets]  # (B, H, L, L): row i, column j - i + L - 1
