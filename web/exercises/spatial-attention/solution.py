import numpy as np


def attention(features, position):
    scores = (features * position).sum(axis=-1)  # (B, h, w, C) * (h, w, C), summed to (B, h, w)
    weights = softmax_over_positions(scores)  # (B, h, w)
    out = (weights[..., None] * features).sum(axis=(1, 2))  # (B, h, w, 1) * (B, h, w, C), summed to (B, C)
    return out, weights


def softmax_over_positions(scores):
    powers = np.exp(scores - scores.max(axis=(1, 2), keepdims=True))  # (B, h, w) - (B, 1, 1)
    return powers / powers.sum(axis=(1, 2), keepdims=True)
