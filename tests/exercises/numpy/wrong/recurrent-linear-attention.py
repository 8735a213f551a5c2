import numpy as np


def phi(x):
    return np.where(x > 0, x + 1, np.exp(np.minimum(x, 0)))


# %% read-before-write: and a small number in the divisor
def recurrent_linear_attention(q, k, v):
    q, k = phi(q), phi(k)
    B, H, L, d = q.shape
    s = np.zeros((B, H, d, v.shape[-1]))
    z = np.zeros((B, H, d))
    out = np.zeros_like(v)
    for t in range(L):
        n = np.einsum("bhd,bhd->bh", q[:, :, t], z)[..., None] + 1e-6
        out[:, :, t] = np.einsum("bhd,bhde->bhe", q[:, :, t], s) / n
        s = s + np.einsum("bhd,bhe->bhde", k[:, :, t], v[:, :, t])
        z = z + k[:, :, t]
    return out


# %% state-transposed: v k
def recurrent_linear_attention(q, k, v):
    q, k = phi(q), phi(k)
    out = np.empty(v.shape)
    for b, h in np.ndindex(q.shape[:2]):
        S = np.zeros((v.shape[-1], q.shape[-1]))
        z = np.zeros(q.shape[-1])
        for i in range(q.shape[2]):
            S += np.outer(v[b, h, i], k[b, h, i])
            z += k[b, h, i]
            out[b, h, i] = q[b, h, i] @ S / (z @ q[b, h, i])
    return out


# %% state-not-reset: outside
def recurrent_linear_attention(q, k, v):
    q, k = phi(q), phi(k)
    out = np.empty(v.shape)
    S = np.zeros((q.shape[-1], v.shape[-1]))
    z = np.zeros(q.shape[-1])
    for b, h in np.ndindex(q.shape[:2]):
        for i in range(q.shape[2]):
            S += np.outer(k[b, h, i], v[b, h, i])
            z += k[b, h, i]
            out[b, h, i] = q[b, h, i] @ S / (z @ q[b, h, i])
    return out


# %% mask-ignored: not causal
def recurrent_linear_attention(q, k, v):
    q, k = phi(q), phi(k)
    return q @ (k.swapaxes(-2, -1) @ v) / (q @ k.sum(-2)[..., None])


# %% normalizer-missing: none
def recurrent_linear_attention(q, k, v):
    q, k = phi(q), phi(k)
    kv = np.cumsum(k[..., None] * v[..., None, :], axis=2)
    return (q[..., None] * kv).sum(axis=-2)
