import math

import numpy as np


def masked_softmax(scores, lengths):
    B, L, S = scores.shape
    out = np.zeros((B, L, S))
    for b in range(B):
        if lengths[b] == 0:
            continue
        for i in range(L):
            row = scores[b, i, : lengths[b]]  # the valid keys
            largest = max(row)
            powers = [math.exp(score - largest) for score in row]
            for j in range(lengths[b]):
                out[b, i, j] = powers[j] / sum(powers)
    return out
