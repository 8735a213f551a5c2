import math

import numpy as np


def feature(x):
    return x + 1 if x > 0 else math.exp(x)


def recurrent_linear_attention(q, k, v):
    B, H, L, d = q.shape
    dv = v.shape[-1]
    out = np.zeros((B, H, L, dv))
    for b in range(B):
        for h in range(H):
            # New for each head: nothing is left of the one before.
            state = np.zeros((d, dv))  # sum of feature(k) times v so far
            total = np.zeros(d)  # sum of feature(k) so far
            for i in range(L):
                normalizer = 0.0
                for c in range(d):
                    key = feature(k[b, h, i, c])
                    query = feature(q[b, h, i, c])
                    total[c] += key
                    normalizer += query * total[c]
                    for e in range(dv):
                        state[c, e] += key * v[b, h, i, e]
                        out[b, h, i, e] += query * state[c, e]
                for e in range(dv):
                    out[b, h, i, e] /= normalizer
    return out
