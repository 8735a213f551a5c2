import numpy as np


def softmax(x):
    powers = np.exp(x - x.max(axis=-1, keepdims=True))
    return powers / powers.sum(axis=-1, keepdims=True)


def scaled_dot_product_attention(q, k, v):
    scores = q @ k.transpose(0, 2, 1) / np.sqrt(q.shape[-1])  # (B, L, d) @ (B, d, S)
    weights = softmax(scores)  # (B, L, S), over the keys
    return weights @ v, weights  # (B, L, S) @ (B, S, d_v)
