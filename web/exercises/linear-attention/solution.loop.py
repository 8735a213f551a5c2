import math

import numpy as np


def feature(x):
    return x + 1 if x > 0 else math.exp(x)


def linear_attention(q, k, v):
    B, H, L, d = q.shape
    S, dv = v.shape[-2:]
    out = np.zeros((B, H, L, dv))
    for b in range(B):
        for h in range(H):
            state = np.zeros((d, dv))  # sum of feature(k) times v
            total = np.zeros(d)  # sum of feature(k)
            for j in range(S):
                for c in range(d):
                    weight = feature(k[b, h, j, c])
                    total[c] += weight
                    for e in range(dv):
                        state[c, e] += weight * v[b, h, j, e]
            for i in range(L):
                normalizer = 0.0
                for c in range(d):
                    weight = feature(q[b, h, i, c])
                    normalizer += weight * total[c]
                    for e in range(dv):
                        out[b, h, i, e] += weight * state[c, e]
                for e in range(dv):
                    out[b, h, i, e] /= normalizer
    return out
