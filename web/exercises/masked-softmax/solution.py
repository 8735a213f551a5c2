import numpy as np


def masked_softmax(scores, lengths):
    S = scores.shape[-1]
    visible = np.arange(S) < lengths[:, None, None]  # (S) < (B, 1, 1): (B, 1, S)
    masked = np.where(visible, scores, -np.inf)  # (B, L, S)
    largest = masked.max(axis=-1, keepdims=True)  # (B, L, 1)
    powers = np.exp(masked - np.where(np.isinf(largest), 0.0, largest))  # (B, L, S): -inf - -inf would be NaN
    total = powers.sum(axis=-1, keepdims=True)  # (B, L, 1), 0 for an entry of length 0
    return powers / np.where(total == 0, 1.0, total)
