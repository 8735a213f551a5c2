import math

import numpy as np


def rms_norm(x, gamma, eps):
    B, L, D = x.shape
    out = np.empty_like(x)  # (B, L, D)
    for b in range(B):
        for t in range(L):  # one token
            total = 0.0
            for i in range(D):
                total += float(x[b, t, i]) ** 2
            root = math.sqrt(total / D + eps)
            for i in range(D):
                out[b, t, i] = gamma[i] * x[b, t, i] / root
    return out
