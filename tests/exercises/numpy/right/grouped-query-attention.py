import math

import numpy as np

# %% np.repeat
def softmax(x, axis=-1):
    e = np.exp(x - np.max(x, axis=axis, keepdims=True))
    return e / np.sum(e, axis=axis, keepdims=True)


def grouped_query_attention(q, k, v):
    n_rep = q.shape[1] // k.shape[1]
    k = np.repeat(k, n_rep, axis=1)
    v = np.repeat(v, n_rep, axis=1)
    weights = softmax(np.matmul(q, k.transpose(0, 1, 3, 2)) / math.sqrt(q.shape[-1]))
    return np.matmul(weights, v), weights


# %% loops, float32 result
def grouped_query_attention(q, k, v):
    B, H, L, d = q.shape
    G = k.shape[1]
    out = np.zeros((B, H, L, d), dtype=np.float32)
    for b in range(B):
        for h in range(H):
            g = h * G // H
            s = q[b, h] @ k[b, g].T / np.sqrt(d)
            s -= s.max(axis=1, keepdims=True)
            p = np.exp(s)
            p /= p.sum(axis=1, keepdims=True)
            out[b, h] = p @ v[b, g]
    return out


# %% broadcast_to
def grouped_query_attention(q, k, v):
    B, G, S, d = k.shape
    H = q.shape[1]
    k = np.broadcast_to(k[:, :, None], (B, G, H // G, S, d)).reshape(B, H, S, d)
    v = np.broadcast_to(v[:, :, None], (B, G, H // G, S, d)).reshape(B, H, S, d)
    scores = np.einsum("bhid,bhjd->bhij", q, k) * d ** -0.5
    p = np.exp(scores - scores.max(-1, keepdims=True))
    p = p / p.sum(-1, keepdims=True)
    return np.einsum("bhij,bhjd->bhid", p, v), p


# %% groups concatenated
def grouped_query_attention(q, k, v):
    G = k.shape[1]
    R = q.shape[1] // G
    parts = []
    for g in range(G):
        queries = q[:, g * R:(g + 1) * R].astype(np.float64)
        scores = queries @ k[:, g:g + 1].swapaxes(2, 3) / q.shape[-1] ** 0.5
        weights = np.exp(scores - scores.max(axis=3)[..., None])
        weights /= weights.sum(axis=3)[..., None]
        parts.append(weights @ v[:, g:g + 1])
    return np.concatenate(parts, axis=1)


# %% lists
def grouped_query_attention(q, k, v):
    rep = len(q[0]) // len(k[0])
    out = []
    for qb, kb, vb in zip(q, k, v):
        heads = []
        for h, queries in enumerate(qb):
            keys, values = kb[h // rep], vb[h // rep]
            rows = []
            for query in queries:
                scores = [float(np.dot(query, key)) / math.sqrt(len(query)) for key in keys]
                top = max(scores)
                exps = [math.exp(s - top) for s in scores]
                rows.append(sum(e / sum(exps) * value for e, value in zip(exps, values)))
            heads.append(rows)
        out.append(heads)
    return np.array(out)
