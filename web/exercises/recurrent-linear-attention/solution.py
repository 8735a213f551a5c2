import numpy as np


def features(x):
    # exp of min(x, 0): exp(x) is not needed above 0, and could overflow there.
    return np.where(x > 0, x + 1, np.exp(np.minimum(x, 0)))


def recurrent_linear_attention(q, k, v):
    q = features(q)  # (B, H, L, d)
    k = features(k)  # (B, H, L, d)
    B, H, L, d = q.shape
    state = np.zeros((B, H, d, v.shape[-1]))  # sum of φ(k) vᵀ so far
    total = np.zeros((B, H, d))  # sum of φ(k) so far
    out = np.empty(v.shape)  # (B, H, L, dv)
    for i in range(L):
        query, key, value = q[:, :, i], k[:, :, i], v[:, :, i]  # (B, H, d), (B, H, d), (B, H, dv)
        state += key[..., :, None] * value[..., None, :]  # (B, H, d, 1) * (B, H, 1, dv) = (B, H, d, dv)
        total += key  # (B, H, d)
        numerator = (query[..., None, :] @ state)[..., 0, :]  # (B, H, 1, d) @ (B, H, d, dv), then (B, H, dv)
        normalizer = (query * total).sum(axis=-1, keepdims=True)  # (B, H, 1)
        out[:, :, i] = numerator / normalizer
    return out
