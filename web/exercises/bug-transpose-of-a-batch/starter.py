import numpy as np


def softmax(x):
    powers = np.exp(x - x.max(axis=-1, keepdims=True))
    return powers / powers.sum(axis=-1, keepdims=True)


def scaled_dot_product_attention(q, k, v):
    """q: queries, (B, L, d); k: keys, (B, S, d); v: values, (B, S, d_v). Returns (B, L, d_v)."""
    queries = q.transpose(1, 0, 2)
    keys = k.transpose(1, 0, 2)
    scores = np.einsum("lbd,sbd->lbs", queries, keys)
    weights = softmax(scores)  # over the keys
    return weights @ v
