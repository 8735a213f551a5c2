import numpy as np


def additive_attention(q, k, v, wq, wk, u):
    B, L, _ = q.shape
    S, dv = v.shape[1:]
    out = np.zeros((B, L, dv))
    weights = np.zeros((B, L, S))
    for b in range(B):
        keys = [wk @ k[b, j] for j in range(S)]  # each (h), once for all queries
        for i in range(L):
            query = wq @ q[b, i]  # (h, a) @ (a) = (h)
            scores = [u @ np.tanh(query + key) for key in keys]
            powers = [np.exp(score - max(scores)) for score in scores]
            for j in range(S):
                weights[b, i, j] = powers[j] / sum(powers)
                out[b, i] += weights[b, i, j] * v[b, j]  # (dv)
    return out, weights
