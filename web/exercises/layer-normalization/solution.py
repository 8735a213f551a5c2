import numpy as np


def layer_norm(x, gamma, beta, eps):
    mean = x.mean(axis=-1, keepdims=True)  # (B, L, D) to (B, L, 1)
    variance = x.var(axis=-1, keepdims=True)  # (B, L, 1), divided by D
    return gamma * (x - mean) / np.sqrt(variance + eps) + beta  # (D) * (B, L, D) / (B, L, 1) + (D)
