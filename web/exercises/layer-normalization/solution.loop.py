import math

import numpy as np


def layer_norm(x, gamma, beta, eps):
    B, L, D = x.shape
    out = np.zeros((B, L, D))
    for b in range(B):
        for t in range(L):  # one token
            mean = sum(float(x[b, t, i]) for i in range(D)) / D
            variance = sum((x[b, t, i] - mean) ** 2 for i in range(D)) / D
            root = math.sqrt(variance + eps)
            for i in range(D):
                out[b, t, i] = gamma[i] * (x[b, t, i] - mean) / root + beta[i]
    return out
