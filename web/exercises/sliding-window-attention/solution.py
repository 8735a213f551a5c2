import numpy as np


def softmax(x):
    powers = np.exp(x - x.max(axis=-1, keepdims=True))
    return powers / powers.sum(axis=-1, keepdims=True)


def sliding_window_attention(q, k, v, window):
    L, d = q.shape[-2:]
    position = np.arange(L)
    distance = position[:, None] - position  # (L, 1) - (L) = (L, L): i - j
    visible = (distance >= 0) & (distance < window)  # (L, L), for every batch entry and head

    scores = q @ k.transpose(0, 1, 3, 2) / np.sqrt(d)  # (B, H, L, d) @ (B, H, d, L) = (B, H, L, L)
    weights = softmax(np.where(visible, scores, -np.inf))  # (B, H, L, L), rows sum to 1
    return weights @ v, weights  # (B, H, L, L) @ (B, H, L, d) = (B, H, L, d)
