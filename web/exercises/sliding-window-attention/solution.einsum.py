import numpy as np


def sliding_window_attention(q, k, v, window):
    L, d = q.shape[-2:]
    visible = np.tril(np.ones((L, L), dtype=bool)) & ~np.tril(np.ones((L, L), dtype=bool), -window)  # (L, L)

    scores = np.einsum("bhid,bhjd->bhij", q, k) / np.sqrt(d)  # (B, H, L, L): the sum runs over d
    scores = np.where(visible, scores, -np.inf)
    powers = np.exp(scores - scores.max(axis=-1, keepdims=True))  # (B, H, L, L)
    weights = powers / np.einsum("bhij->bhi", powers)[..., None]  # (B, H, L, 1) below
    return np.einsum("bhij,bhjd->bhid", weights, v), weights  # (B, H, L, d): the sum runs over the keys j
