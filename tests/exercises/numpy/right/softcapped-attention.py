import numpy as np

# %% in place, an added mask
def softcapped_attention(q, k, v, cap):
    L, d = q.shape[-2:]
    s = np.matmul(q, k.transpose(0, 1, 3, 2)) * d**-0.5
    s = np.tanh(s / cap) * cap
    s += np.triu(np.full((L, L), -np.inf), 1)
    s -= s.max(-1, keepdims=True)
    p = np.exp(s)
    p /= p.sum(-1, keepdims=True)
    return p @ v


# %% float32, without the maximum
def softcapped_attention(q, k, v, cap):
    q, k, v = (np.asarray(x, dtype=np.float32) for x in (q, k, v))
    L, d = q.shape[-2:]
    s = np.einsum("bhid,bhjd->bhij", q, k) / np.sqrt(np.float32(d))
    e = np.exp(np.float32(cap) * np.tanh(s / np.float32(cap))) * np.tril(np.ones((L, L), np.float32))
    p = e / e.sum(axis=-1, keepdims=True)
    return np.einsum("bhij,bhjd->bhid", p, v), p


# %% query by query
def softcapped_attention(q, k, v, cap):
    B, H, L, d = q.shape
    out = np.empty((B, H, L, d))
    for i in range(L):
        s = np.einsum("bhd,bhjd->bhj", q[:, :, i], k[:, :, : i + 1]) / np.sqrt(d)
        e = np.exp(cap * np.tanh(s / cap) - cap)
        out[:, :, i] = np.einsum("bhj,bhjd->bhd", e, v[:, :, : i + 1]) / e.sum(-1, keepdims=True)
    return out
