import numpy as np


def relative_scores(q, r):
    positions = np.arange(q.shape[2])
    offsets = positions - positions[:, None] + len(positions) - 1  # (L, L): j - i + L - 1
    vectors = r[offsets]  # (L, L, d): one for each pair, which takes L times the memory of q
    return np.einsum("bhid,ijd->bhij", q, vectors)
