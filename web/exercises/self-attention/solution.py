import numpy as np


def softmax(x):
    powers = np.exp(x - x.max(axis=-1, keepdims=True))
    return powers / powers.sum(axis=-1, keepdims=True)


def self_attention(x, wq, bq, wk, bk, wv, bv, wo, bo):
    q = x @ wq.T + bq  # (B, L, D) @ (D, D) + (D)
    k = x @ wk.T + bk  # (B, L, D)
    v = x @ wv.T + bv  # (B, L, D)
    weights = softmax(q @ k.transpose(0, 2, 1) / np.sqrt(q.shape[-1]))  # (B, L, L)
    return weights @ v @ wo.T + bo, weights  # (B, L, L) @ (B, L, D) @ (D, D)
