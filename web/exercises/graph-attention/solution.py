import numpy as np


def masked_softmax(scores, mask):
    """Softmax over the neighbours; a row without any becomes zeros."""
    scores = np.where(mask, scores, -np.inf)  # (H, N, N)
    largest = scores.max(axis=-1, keepdims=True)  # (H, N, 1)
    largest = np.where(np.isfinite(largest), largest, 0.0)  # an empty row: -inf - -inf would be NaN
    powers = np.exp(scores - largest)
    total = powers.sum(axis=-1, keepdims=True)
    return powers / np.where(total > 0, total, 1.0)


def graph_attention(x, adjacency, w, a_dst, a_src):
    z = x @ w.transpose(0, 2, 1)  # (N, K) @ (H, K, o) = (H, N, o)
    attending = z @ a_dst[:, :, None]  # (H, N, o) @ (H, o, 1) = (H, N, 1)
    attended = z @ a_src[:, :, None]  # (H, N, 1)
    sums = attending + attended.transpose(0, 2, 1)  # (H, N, 1) + (H, 1, N) = (H, N, N)
    scores = np.where(sums > 0, sums, 0.2 * sums)  # LeakyReLU

    weights = masked_softmax(scores, adjacency)  # (H, N, N), over the neighbours
    out = weights @ z  # (H, N, N) @ (H, N, o) = (H, N, o)
    return out.transpose(1, 0, 2).reshape(len(x), -1), weights  # (N, H, o) to (N, H o)
