import numpy as np


def causal_mask(seq_q, seq_k):
    position = np.arange(seq_q)[:, None] + seq_k - seq_q  # of each query among the keys
    return np.arange(seq_k) <= position
