import math

import numpy as np


def scaled_dot_product_attention(q, k, v):
    B, L, d = q.shape
    S, d_v = v.shape[1:]
    out = np.zeros((B, L, d_v))
    weights = np.zeros((B, L, S))
    for b in range(B):
        for i in range(L):  # one query
            scores = [sum(q[b, i, c] * k[b, j, c] for c in range(d)) / math.sqrt(d) for j in range(S)]  # S numbers
            largest = max(scores)
            powers = [math.exp(score - largest) for score in scores]
            for j in range(S):
                weights[b, i, j] = powers[j] / sum(powers)
                for c in range(d_v):
                    out[b, i, c] += weights[b, i, j] * v[b, j, c]
    return out, weights
