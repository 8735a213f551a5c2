import numpy as np

# %% reshaped, not indexed with None
def additive_attention(q, k, v, wq, wk, u):
    B, L, _ = q.shape
    S, h = k.shape[1], len(u)
    hidden = np.tanh((q @ wq.T).reshape(B, L, 1, h) + (k @ wk.T).reshape(B, 1, S, h))
    s = (hidden * u).sum(axis=-1)
    s -= s.max(axis=2, keepdims=True)
    e = np.exp(s)
    p = e / e.sum(axis=2, keepdims=True)
    return np.matmul(p, v), p


# %% side by side, float32
def additive_attention(q, k, v, wq, wk, u):
    q, k, v, wq, wk, u = (np.asarray(x, dtype=np.float32) for x in (q, k, v, wq, wk, u))
    L, S = q.shape[1], k.shape[1]
    pairs = np.concatenate([np.repeat(q[:, :, None], S, axis=2), np.repeat(k[:, None], L, axis=1)], axis=-1)
    s = np.tanh(pairs @ np.concatenate([wq, wk], axis=1).T) @ u
    e = np.exp(s - s.max(-1, keepdims=True))
    return np.einsum("bls,bsd->bld", e / e.sum(-1, keepdims=True), v)


# %% query by query
def additive_attention(q, k, v, wq, wk, u):
    keys = np.einsum("hc,bsc->bsh", wk, k)
    out = np.empty((q.shape[0], q.shape[1], v.shape[2]))
    for i in range(q.shape[1]):
        s = np.tanh((q[:, i] @ wq.T)[:, None] + keys) @ u
        e = np.exp(s - s.max(axis=1, keepdims=True))
        out[:, i] = np.einsum("bs,bsd->bd", e / e.sum(axis=1, keepdims=True), v)
    return out
