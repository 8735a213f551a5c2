import numpy as np


def softmax(x):
    powers = np.exp(x - x.max(axis=-1, keepdims=True))
    return powers / powers.sum(axis=-1, keepdims=True)


def grouped_query_attention(q, k, v):
    """H query heads share G key and value heads.

    q: (B, H, L, d). k, v: (B, G, S, d). Returns (B, H, L, d).
    """
    group_size = q.shape[1] // k.shape[1]
    keys = np.tile(k, (1, group_size, 1, 1))  # (B, H, S, d): a key head for each query head
    values = np.tile(v, (1, group_size, 1, 1))
    scores = q @ keys.swapaxes(-1, -2) / np.sqrt(q.shape[-1])  # (B, H, L, S)
    return softmax(scores) @ values
