import numpy as np

# %% argpartition
def topk_attention(q, k, v, top):
    L, d = q.shape[-2:]
    s = q @ k.transpose(0, 1, 3, 2) / np.sqrt(d)
    s[..., np.triu(np.ones((L, L), dtype=bool), 1)] = -np.inf
    if top < L:
        drop = np.argpartition(s, L - top, axis=-1)[..., : L - top]
        np.put_along_axis(s, drop, -np.inf, axis=-1)
    e = np.exp(s - s.max(axis=-1, keepdims=True))
    p = e / e.sum(axis=-1, keepdims=True)
    return p @ v, p


# %% ranks, float32
def topk_attention(q, k, v, top):
    q, k, v = (np.asarray(x, dtype=np.float32) for x in (q, k, v))
    L, d = q.shape[-2:]
    s = np.einsum("bhid,bhjd->bhij", q, k) / np.sqrt(np.float32(d))
    s = np.where(np.tri(L, dtype=bool), s, np.float32(-1e30))
    rank = (-s).argsort(axis=-1).argsort(axis=-1)
    e = np.where(rank < top, np.exp(s - s.max(axis=-1, keepdims=True)), 0)
    return np.einsum("bhij,bhjd->bhid", e / e.sum(axis=-1, keepdims=True), v)


# %% query by query
def topk_attention(q, k, v, top):
    B, H, L, d = q.shape
    out = np.zeros((B, H, L, d))
    for b, h, i in np.ndindex(B, H, L):
        s = k[b, h, : i + 1] @ q[b, h, i] / d**0.5
        kept = np.argsort(s)[-top:]
        e = np.exp(s[kept] - s.max())
        out[b, h, i] = e @ v[b, h, kept] / e.sum()
    return out
