import numpy as np


def masked_softmax(scores, mask):
    """Softmax over the visible keys; a row without any becomes zeros."""
    scores = np.where(mask, scores, -np.inf)  # (B, L, S)
    largest = scores.max(axis=-1, keepdims=True)  # (B, L, 1)
    largest = np.where(np.isfinite(largest), largest, 0.0)  # an empty row: -inf - -inf would be NaN
    powers = np.exp(scores - largest)  # (B, L, S) - (B, L, 1)
    total = powers.sum(axis=-1, keepdims=True)  # (B, L, 1)
    return powers / np.where(total > 0, total, 1.0)


def masked_attention(q, k, v, mask):
    scores = q @ k.transpose(0, 2, 1) / np.sqrt(q.shape[-1])  # (B, L, d) @ (B, d, S)
    weights = masked_softmax(scores, mask)  # (B, L, S)
    return weights @ v, weights  # (B, L, S) @ (B, S, d_v)
