import numpy as np


def softcapped_attention(q, k, v, cap):
    L, d = q.shape[-2:]
    scores = np.einsum("bhid,bhjd->bhij", q, k) / np.sqrt(d)  # (B, H, L, L): the sum runs over d
    scores = np.where(np.tri(L, dtype=bool), cap * np.tanh(scores / cap), -np.inf)  # the cap first, then the mask
    powers = np.exp(scores - scores.max(axis=-1, keepdims=True))
    weights = powers / powers.sum(axis=-1, keepdims=True)  # (B, H, L, L)
    return np.einsum("bhij,bhjd->bhid", weights, v), weights  # (B, H, L, d): the sum runs over the keys j
