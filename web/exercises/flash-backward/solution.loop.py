import math

import numpy as np


def flash_backward(q, k, v, out, lse, dout):
    B, H, L, d = q.shape
    S = k.shape[2]
    scale = 1 / math.sqrt(d)
    dq, dk, dv = np.zeros(q.shape), np.zeros(k.shape), np.zeros(v.shape)
    for b in range(B):
        for h in range(H):
            for i in range(L):
                average = dout[b, h, i] @ out[b, h, i]  # D of this query
                for j in range(S):
                    p = math.exp(q[b, h, i] @ k[b, h, j] * scale - lse[b, h, i])
                    dp = dout[b, h, i] @ v[b, h, j]
                    ds = p * (dp - average) * scale
                    dq[b, h, i] += ds * k[b, h, j]  # (d)
                    dk[b, h, j] += ds * q[b, h, i]  # (d)
                    dv[b, h, j] += p * dout[b, h, i]  # (d)
    return dq, dk, dv
