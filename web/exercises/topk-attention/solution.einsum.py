import numpy as np


def topk_attention(q, k, v, top):
    L, d = q.shape[-2:]
    scores = np.einsum("bhid,bhjd->bhij", q, k) / np.sqrt(d)  # (B, H, L, L): the sum runs over d
    scores = np.where(np.tri(L, dtype=bool), scores, -np.inf)

    places = np.argsort(-scores, axis=-1)[..., :top]  # (B, H, L, t): the slice ends at L by itself
    best = np.take_along_axis(scores, places, axis=-1)  # (B, H, L, t), the largest first
    powers = np.exp(best - best[..., :1])
    weights = np.zeros_like(scores)
    np.put_along_axis(weights, places, powers / powers.sum(axis=-1, keepdims=True), axis=-1)  # back at their places
    return np.einsum("bhij,bhjd->bhid", weights, v), weights  # (B, H, L, d): the sum runs over the keys j
