import numpy as np


# %% concatenate, np.repeat, triu
def chunk_attention(q, k, v, past_k, past_v):
    k, v = np.concatenate((past_k, k), axis=2), np.concatenate((past_v, v), axis=2)
    rep = q.shape[1] // k.shape[1]
    k, v = np.repeat(k, rep, axis=1), np.repeat(v, rep, axis=1)
    L, S = q.shape[2], k.shape[2]
    scores = np.matmul(q, k.transpose(0, 1, 3, 2)) / np.sqrt(q.shape[-1])
    scores = scores + np.triu(np.full((L, S), -np.inf), k=1 + S - L)
    scores -= scores.max(axis=-1, keepdims=True)
    w = np.exp(scores)
    w /= w.sum(axis=-1, keepdims=True)
    return np.matmul(w, v)


# %% past and chunk scored apart, joined in the softmax
def chunk_attention(q, k, v, past_k, past_v):
    rep = q.shape[1] // k.shape[1]
    k, v, past_k, past_v = (np.repeat(x, rep, axis=1) for x in (k, v, past_k, past_v))
    P, L, d = past_k.shape[2], q.shape[2], q.shape[3]
    old = q @ past_k.swapaxes(2, 3) / np.sqrt(d)
    new = np.where(np.tri(L, dtype=bool), q @ k.swapaxes(2, 3) / np.sqrt(d), -1e30)
    scores = np.concatenate([old, new], axis=-1)
    w = np.exp(scores - scores.max(-1, keepdims=True))
    w /= w.sum(-1, keepdims=True)
    return w[..., :P] @ past_v + w[..., P:] @ v, w


# %% one decode step after the other
def chunk_attention(q, k, v, past_k, past_v):
    B, H, L, d = q.shape
    G = k.shape[1]
    out = np.empty((B, H, L, d))
    for i in range(L):
        keys = np.concatenate([past_k, k[:, :, : i + 1]], axis=2)
        values = np.concatenate([past_v, v[:, :, : i + 1]], axis=2)
        s = np.einsum("bgrd,bgsd->bgrs", q[:, :, i].reshape(B, G, H // G, d), keys) / np.sqrt(d)
        p = np.exp(s - s.max(axis=-1, keepdims=True))
        p /= p.sum(axis=-1, keepdims=True)
        out[:, :, i] = np.einsum("bgrs,bgsd->bgrd", p, values).reshape(B, H, d)
    return out
