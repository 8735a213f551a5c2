import numpy as np


def delta_rule(q, k, v, beta):
    B, H, L, d = q.shape
    state = np.zeros((B, H, v.shape[-1], d))  # (B, H, dv, d)
    out = np.empty(v.shape)  # (B, H, L, dv)
    for i in range(L):
        query, key, value = q[:, :, i], k[:, :, i], v[:, :, i]  # (B, H, d), (B, H, d), (B, H, dv)
        old = (state @ key[..., None])[..., 0]  # (B, H, dv, d) @ (B, H, d, 1), then (B, H, dv)
        error = beta[:, :, i, None] * (value - old)  # (B, H, 1) * (B, H, dv)
        state += error[..., :, None] * key[..., None, :]  # (B, H, dv, 1) * (B, H, 1, d) = (B, H, dv, d)
        out[:, :, i] = (state @ query[..., None])[..., 0]  # (B, H, dv)
    return out
