import numpy as np


def packed_mask(segments):
    B, L = segments.shape
    out = np.zeros((B, L, L), dtype=bool)
    for b in range(B):
        for i in range(L):  # query
            if segments[b, i] == 0:
                continue
            for j in range(i + 1):  # keys up to the query
                out[b, i, j] = segments[b, i] == segments[b, j]
    return out
