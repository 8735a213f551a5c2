import numpy as np


def layer_norm_backward(x, gamma, dy, eps):
    mean = x.mean(axis=-1, keepdims=True)  # (B, L, 1)
    variance = x.var(axis=-1, keepdims=True)  # (B, L, 1), divided by D
    sigma = np.sqrt(variance + eps)  # (B, L, 1)
    normalized = (x - mean) / sigma  # (B, L, D)

    dgamma = (dy * normalized).sum(axis=(0, 1))  # (D)
    dbeta = dy.sum(axis=(0, 1))  # (D)

    g = dy * gamma  # (B, L, D), gradient with respect to normalized
    first = g.mean(axis=-1, keepdims=True)  # (B, L, 1), through the mean
    second = (g * normalized).mean(axis=-1, keepdims=True)  # (B, L, 1), through the variance
    dx = (g - first - normalized * second) / sigma  # (B, L, D)
    return dx, dgamma, dbeta
