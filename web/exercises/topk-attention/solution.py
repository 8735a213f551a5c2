import numpy as np


def softmax(x):
    powers = np.exp(x - x.max(axis=-1, keepdims=True))
    return powers / powers.sum(axis=-1, keepdims=True)


def topk_attention(q, k, v, top):
    L, d = q.shape[-2:]
    scores = q @ k.swapaxes(-1, -2) / np.sqrt(d)  # (B, H, L, d) @ (B, H, d, L) = (B, H, L, L)
    scores = np.where(np.tri(L, dtype=bool), scores, -np.inf)  # before the choice

    threshold = np.sort(scores, axis=-1)[..., [-min(top, L)]]  # (B, H, L, 1): the smallest score that is kept
    weights = softmax(np.where(scores >= threshold, scores, -np.inf))  # (B, H, L, L), rows sum to 1
    return weights @ v, weights  # (B, H, L, L) @ (B, H, L, d) = (B, H, L, d)
