import numpy as np

# %% a column, concatenated
def sink_attention(q, k, v, sink):
    B, H, L, d = q.shape
    s = q @ k.transpose(0, 1, 3, 2) / np.sqrt(d)
    s = np.where(np.tril(np.ones((L, L))) == 1, s, -1e30)
    s = np.concatenate([s, np.tile(sink.reshape(1, H, 1, 1), (B, 1, L, 1))], axis=-1)
    e = np.exp(s - np.max(s, axis=-1, keepdims=True))
    p = e / np.sum(e, axis=-1, keepdims=True)
    return p[..., :L] @ v, p[..., :L]


# %% a key and a value of zeros in front
def sink_attention(q, k, v, sink):
    B, H, L, d = q.shape
    zeros = np.zeros((B, H, 1, d))
    k, v = np.concatenate([zeros, k], axis=2), np.concatenate([zeros, v], axis=2)
    s = np.einsum("bhid,bhjd->bhij", q, k) / d**0.5
    s[..., 0] += sink[None, :, None]
    s[..., np.arange(L + 1) > np.arange(1, L + 1)[:, None]] = -np.inf
    s -= s.max(-1, keepdims=True)
    p = np.exp(s)
    p /= p.sum(-1, keepdims=True)
    return p @ v


# %% head by head in float32, a gate
def sink_attention(q, k, v, sink):
    q, k, v = (np.asarray(x, dtype=np.float32) for x in (q, k, v))
    out = np.empty_like(v)
    for h in range(q.shape[1]):
        for i in range(q.shape[2]):
            s = np.einsum("bd,bjd->bj", q[:, h, i], k[:, h, : i + 1]) / np.sqrt(np.float32(q.shape[3]))
            lse = np.logaddexp.reduce(s, axis=-1, keepdims=True)
            p = np.exp(s - np.logaddexp(lse, np.float32(sink[h])))
            out[:, h, i] = np.einsum("bj,bjd->bd", p, v[:, h, : i + 1])
    return out
