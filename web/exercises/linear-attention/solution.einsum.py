import numpy as np


def features(x):
    return np.where(x > 0, x + 1, np.exp(np.minimum(x, 0)))


def linear_attention(q, k, v):
    q = features(q)  # (B, H, L, d)
    k = features(k)  # (B, H, S, d)
    state = np.einsum("bhsd,bhse->bhde", k, v)  # (B, H, d, dv): s is summed
    total = k.sum(axis=-2)  # (B, H, d)
    numerator = np.einsum("bhld,bhde->bhle", q, state)  # (B, H, L, dv)
    normalizer = np.einsum("bhld,bhd->bhl", q, total)  # (B, H, L)
    return numerator / normalizer[..., None]
