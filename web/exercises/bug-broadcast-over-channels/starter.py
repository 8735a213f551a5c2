import numpy as np


def attention(features, position):
    """Reduces every feature map to one vector, by attention over its positions.

    features: (B, h, w, C); position: (h, w, C). Returns (B, C).
    """
    scores = np.sum(features * position, axis=-1)  # (B, h, w)
    weights = softmax(scores)
    return features * weights


def softmax(x):
    powers = np.exp(x - x.max(axis=-1, keepdims=True))
    return powers / powers.sum(axis=-1, keepdims=True)
