import numpy as np


def softmax(x):
    powers = np.exp(x - x.max(axis=-1, keepdims=True))
    return powers / powers.sum(axis=-1, keepdims=True)


def softcapped_attention(q, k, v, cap):
    L, d = q.shape[-2:]
    scores = q @ k.swapaxes(-1, -2) / np.sqrt(d)  # (B, H, L, L)
    scores = cap * np.tanh(scores / cap)
    visible = np.tril(np.ones((L, L), dtype=bool))
    scores = np.where(visible, scores, -np.inf)  # after the cap, which -inf would not survive
    weights = softmax(scores)
    return weights @ v, weights
