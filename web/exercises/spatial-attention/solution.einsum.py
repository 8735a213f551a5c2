import numpy as np


def attention(features, position):
    scores = np.einsum("bhwc,hwc->bhw", features, position)  # (B, h, w): the sum runs over the channels c
    weights = softmax_over_positions(scores)  # (B, h, w)
    return np.einsum("bhw,bhwc->bc", weights, features), weights  # (B, C): the sum runs over h and w


def softmax_over_positions(scores):
    powers = np.exp(scores - scores.max(axis=(1, 2), keepdims=True))  # (B, h, w) - (B, 1, 1)
    return powers / powers.sum(axis=(1, 2), keepdims=True)
