import numpy as np


def sigmoid(z):
    return 1 / (1 + np.exp(-z))


def squeeze_excitation(x, w1, b1, w2, b2):
    squeezed = x.mean(axis=(2, 3))  # (B, C, h, w) to (B, C)
    hidden = np.maximum(squeezed @ w1.T + b1, 0)  # (B, r)
    gate = sigmoid(hidden @ w2.T + b2)  # (B, C)
    return x * gate[:, :, None, None], gate  # (B, C, h, w) * (B, C, 1, 1)
