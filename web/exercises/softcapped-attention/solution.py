import numpy as np


def softmax(x):
    powers = np.exp(x - x.max(axis=-1, keepdims=True))
    return powers / powers.sum(axis=-1, keepdims=True)


def softcapped_attention(q, k, v, cap):
    L, d = q.shape[-2:]
    scores = q @ k.swapaxes(-1, -2) / np.sqrt(d)  # (B, H, L, d) @ (B, H, d, L) = (B, H, L, L)
    scores = cap * np.tanh(scores / cap)  # (B, H, L, L), between -cap and cap
    visible = np.tri(L, dtype=bool)  # (L, L), for every batch entry and head
    weights = softmax(np.where(visible, scores, -np.inf))  # (B, H, L, L), rows sum to 1
    return weights @ v, weights  # (B, H, L, L) @ (B, H, L, d) = (B, H, L, d)
