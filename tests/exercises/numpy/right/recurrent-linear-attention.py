import numpy as np


def phi(x):
    return np.where(x > 0, x + 1, np.exp(np.minimum(x, 0)))


# %% einsum in each step
def recurrent_linear_attention(q, k, v):
    q, k = phi(q), phi(k)
    B, H, L, d = q.shape
    s = np.zeros((B, H, d, v.shape[-1]))
    z = np.zeros((B, H, d))
    out = np.zeros_like(v)
    for t in range(L):
        s = s + np.einsum("bhd,bhe->bhde", k[:, :, t], v[:, :, t])
        z = z + k[:, :, t]
        out[:, :, t] = np.einsum("bhd,bhde->bhe", q[:, :, t], s) / np.einsum("bhd,bhd->bh", q[:, :, t], z)[..., None]
    return out


# %% np.outer, head by head
def recurrent_linear_attention(q, k, v):
    q, k = phi(q), phi(k)
    out = np.empty(v.shape)
    for b, h in np.ndindex(q.shape[:2]):
        S, z = 0, 0
        for i in range(q.shape[2]):
            S = S + np.outer(v[b, h, i], k[b, h, i])
            z = z + k[b, h, i]
            out[b, h, i] = S @ q[b, h, i] / z.dot(q[b, h, i])
    return out


# %% cumsum
def recurrent_linear_attention(q, k, v):
    q, k = phi(q), phi(k)
    kv = np.cumsum(k[..., None] * v[..., None, :], axis=2)
    num = (q[..., None] * kv).sum(axis=-2)
    den = (q * np.cumsum(k, axis=2)).sum(axis=-1, keepdims=True)
    return num / den
