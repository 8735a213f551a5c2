import math

import numpy as np


def masked_attention(q, k, v, mask):
    B, L, d = q.shape
    S, d_v = v.shape[1:]
    out = np.zeros((B, L, d_v))
    weights = np.zeros((B, L, S))
    for b in range(B):
        for i in range(L):  # one query
            visible = [j for j in range(S) if mask[b, i, j]]
            if not visible:
                continue  # weights and output stay 0
            scores = [sum(q[b, i, c] * k[b, j, c] for c in range(d)) / math.sqrt(d) for j in visible]
            largest = max(scores)  # of the visible scores alone
            powers = [math.exp(score - largest) for score in scores]
            for j, power in zip(visible, powers):
                weights[b, i, j] = power / sum(powers)
                for c in range(d_v):
                    out[b, i, c] += weights[b, i, j] * v[b, j, c]
    return out, weights
