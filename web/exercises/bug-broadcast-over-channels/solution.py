import numpy as np


def attention(features, position):
    scores = np.sum(features * position, axis=-1)  # (B, h, w)
    weights = softmax_over_positions(scores)
    out = np.sum(features * weights[..., None], axis=(1, 2))  # (B, C)
    return out, weights


def softmax_over_positions(x):
    powers = np.exp(x - x.max(axis=(1, 2), keepdims=True))
    return powers / powers.sum(axis=(1, 2), keepdims=True)
