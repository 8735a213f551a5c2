import numpy as np


def delta_rule(q, k, v, beta):
    B, H, L, d = q.shape
    state = np.zeros((B, H, v.shape[-1], d))  # (B, H, dv, d)
    out = np.empty(v.shape)  # (B, H, L, dv)
    for i in range(L):
        old = np.einsum("bhed,bhd->bhe", state, k[:, :, i])  # (B, H, dv)
        error = np.einsum("bh,bhe->bhe", beta[:, :, i], v[:, :, i] - old)  # (B, H, dv)
        state += np.einsum("bhe,bhd->bhed", error, k[:, :, i])  # (B, H, dv, d)
        out[:, :, i] = np.einsum("bhed,bhd->bhe", state, q[:, :, i])  # (B, H, dv)
    return out
