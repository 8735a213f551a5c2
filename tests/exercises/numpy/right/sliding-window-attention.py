import numpy as np

# %% tril minus tril
def sliding_window_attention(q, k, v, window):
    L = q.shape[2]
    band = np.tril(np.ones((L, L))) - np.tril(np.ones((L, L)), -window)
    scores = np.matmul(q, np.swapaxes(k, -1, -2)) / np.sqrt(q.shape[-1])
    scores = np.where(band == 1, scores, -1e9)
    scores -= scores.max(axis=-1, keepdims=True)
    weights = np.exp(scores)
    weights /= weights.sum(axis=-1, keepdims=True)
    return np.matmul(weights, v)


# %% an added mask in float32
def sliding_window_attention(q, k, v, window):
    q, k, v = (np.asarray(x, dtype=np.float32) for x in (q, k, v))
    L, d = q.shape[-2:]
    i, j = np.indices((L, L))
    bias = np.where((j > i) | (j <= i - window), -np.inf, 0).astype(np.float32)
    s = np.einsum("bhid,bhjd->bhij", q, k) / np.sqrt(np.float32(d)) + bias
    e = np.exp(s - np.max(s, axis=-1, keepdims=True))
    p = e / np.sum(e, axis=-1, keepdims=True)
    return np.einsum("bhij,bhjd->bhid", p, v), p


# %% loops over heads and queries
def sliding_window_attention(q, k, v, window):
    out = np.empty_like(v)
    B, H, L, d = q.shape
    for b in range(B):
        for h in range(H):
            for i in range(L):
                lo = max(0, i - window + 1)
                s = k[b, h, lo : i + 1] @ q[b, h, i] / np.sqrt(d)
                e = np.exp(s - s.max())
                out[b, h, i] = e @ v[b, h, lo : i + 1] / e.sum()
    return out


# %% assigned by index, weights too
def sliding_window_attention(q, k, v, window):
    B, H, L, d = q.shape
    scores = q @ k.transpose(0, 1, 3, 2) / d**0.5
    distance = np.subtract.outer(np.arange(L), np.arange(L))
    hidden = (distance < 0) | (distance >= window)
    scores[:, :, hidden] = -np.inf
    e = np.exp(scores - scores.max(-1, keepdims=True))
    weights = e / e.sum(-1, keepdims=True)
    return weights @ v, weights


# %% lists of lists
def sliding_window_attention(q, k, v, window):
    import math

    def head(q, k, v):
        rows = []
        for i, query in enumerate(q):
            seen = [j for j in range(len(k)) if 0 <= i - j < window]
            s = [sum(a * b for a, b in zip(query, k[j])) / math.sqrt(len(query)) for j in seen]
            top = max(s)
            e = [math.exp(x - top) for x in s]
            rows.append([sum(x * v[j][c] for x, j in zip(e, seen)) / sum(e) for c in range(len(v[0]))])
        return rows

    return [[head(q[b][h], k[b][h], v[b][h]) for h in range(len(q[0]))] for b in range(len(q))]
