import math

import numpy as np


def layer_norm_backward(x, gamma, dy, eps):
    B, L, D = x.shape
    dx = np.zeros((B, L, D))
    dgamma = np.zeros(D)
    dbeta = np.zeros(D)
    for b in range(B):
        for i in range(L):
            mean = sum(x[b, i]) / D
            variance = sum((value - mean) ** 2 for value in x[b, i]) / D
            sigma = math.sqrt(variance + eps)
            normalized = [(value - mean) / sigma for value in x[b, i]]
            g = [dy[b, i, c] * gamma[c] for c in range(D)]
            first = sum(g) / D  # through the mean
            second = sum(g[c] * normalized[c] for c in range(D)) / D  # through the variance
            for c in range(D):
                dgamma[c] += dy[b, i, c] * normalized[c]
                dbeta[c] += dy[b, i, c]
                dx[b, i, c] = (g[c] - first - normalized[c] * second) / sigma
    return dx, dgamma, dbeta
