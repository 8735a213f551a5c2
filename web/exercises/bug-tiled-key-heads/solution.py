import numpy as np


def softmax(x):
    powers = np.exp(x - x.max(axis=-1, keepdims=True))
    return powers / powers.sum(axis=-1, keepdims=True)


def grouped_query_attention(q, k, v):
    group_size = q.shape[1] // k.shape[1]
    keys = np.repeat(k, group_size, axis=1)  # (B, H, S, d): heads 0, 0, 1, 1, ...
    values = np.repeat(v, group_size, axis=1)
    scores = q @ keys.swapaxes(-1, -2) / np.sqrt(q.shape[-1])  # (B, H, L, S)
    weights = softmax(scores)  # over the keys
    return weights @ values, weights
