import numpy as np


def delta_rule(q, k, v, beta):
    B, H, L, d = q.shape
    dv = v.shape[-1]
    out = np.zeros((B, H, L, dv))
    for b in range(B):
        for h in range(H):
            state = np.zeros((dv, d))  # new for each head
            for i in range(L):
                for e in range(dv):
                    old = 0.0
                    for c in range(d):
                        old += state[e, c] * k[b, h, i, c]
                    error = beta[b, h, i] * (v[b, h, i, e] - old)
                    for c in range(d):
                        state[e, c] += error * k[b, h, i, c]
                        out[b, h, i, e] += state[e, c] * q[b, h, i, c]
    return out
