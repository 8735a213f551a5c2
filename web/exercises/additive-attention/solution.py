import numpy as np


def softmax(x):
    powers = np.exp(x - x.max(axis=-1, keepdims=True))
    return powers / powers.sum(axis=-1, keepdims=True)


def additive_attention(q, k, v, wq, wk, u):
    queries = q @ wq.T  # (B, L, a) @ (a, h) = (B, L, h)
    keys = k @ wk.T  # (B, S, c) @ (c, h) = (B, S, h)
    hidden = np.tanh(queries[:, :, None] + keys[:, None])  # (B, L, 1, h) + (B, 1, S, h) = (B, L, S, h)
    scores = hidden @ u  # (B, L, S, h) @ (h) = (B, L, S)
    weights = softmax(scores)  # (B, L, S), over the keys
    return weights @ v, weights  # (B, L, S) @ (B, S, dv) = (B, L, dv)
