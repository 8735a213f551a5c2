import numpy as np


def rms_norm(x, gamma, eps):
    mean_square = np.mean(x**2, axis=-1, keepdims=True)  # (B, L, D) to (B, L, 1)
    normalised = x / np.sqrt(mean_square + eps)  # (B, L, D) / (B, L, 1)
    return gamma * normalised  # (D) * (B, L, D)
