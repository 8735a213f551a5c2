import numpy as np


def causal_mask(seq_q, seq_k):
    position = np.arange(seq_q)[:, None] + seq_k - seq_q  # (L, 1), of each query among the keys
    return np.arange(seq_k) <= position  # (S) <= (L, 1) = (L, S)
