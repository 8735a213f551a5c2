import numpy as np


def causal_mask(seq_q, seq_k):
    mask = np.zeros((seq_q, seq_k), dtype=bool)  # (L, S)
    for i in range(seq_q):
        position = i + seq_k - seq_q  # of query i among the keys; below 0 when it sees nothing
        for j in range(seq_k):
            mask[i, j] = j <= position
    return mask
