import numpy as np


def softmax(x, axis=-1):
    e = np.exp(x - x.max(axis=axis, keepdims=True))
    return e / e.sum(axis=axis, keepdims=True)


def scores_of(q, k):
    return q @ k.transpose(0, 1, 3, 2) / np.sqrt(q.shape[-1])


def attend(q, k, v, visible):
    return softmax(np.where(visible, scores_of(q, k), -np.inf)) @ v


def distances(L):
    return np.arange(L)[:, None] - np.arange(L)


# %% window-off-by-one: triu(-window)
def sliding_window_attention(q, k, v, window):
    L = q.shape[2]
    return attend(q, k, v, np.triu(np.tril(np.ones((L, L))), -window) > 0)


# %% window-off-by-one: a loop from i - window
def sliding_window_attention(q, k, v, window):
    B, H, L, d = q.shape
    out = np.zeros((B, H, L, d))
    for b in range(B):
        for h in range(H):
            for i in range(L):
                lo = max(0, i - window)
                s = np.array([q[b, h, i] @ k[b, h, j] for j in range(lo, i + 1)]) / np.sqrt(d)
                out[b, h, i] = softmax(s) @ v[b, h, lo : i + 1]
    return out


# %% window-off-by-one: one too short
def sliding_window_attention(q, k, v, window):
    distance = distances(q.shape[2])
    return softmax(np.where((distance >= 0) & (distance < window - 1), scores_of(q, k), -1e9)) @ v


# %% window-two-sided: absolute distance
def sliding_window_attention(q, k, v, window):
    return attend(q, k, v, np.abs(distances(q.shape[2])) < window)


# %% window-two-sided: a loop around the query
def sliding_window_attention(q, k, v, window):
    B, H, L, d = q.shape
    out = np.zeros_like(v)
    for i in range(L):
        lo, hi = max(0, i - window + 1), min(L, i + window)
        s = np.einsum("bhd,bhjd->bhj", q[:, :, i], k[:, :, lo:hi]) / np.sqrt(d)
        out[:, :, i] = np.einsum("bhj,bhjd->bhd", softmax(s), v[:, :, lo:hi])
    return out


# %% window-without-causality: only the past
def sliding_window_attention(q, k, v, window):
    return attend(q, k, v, distances(q.shape[2]) < window)


# %% window-padded-with-zeros: padded in front
def sliding_window_attention(q, k, v, window):
    B, H, L, d = q.shape
    pad = ((0, 0), (0, 0), (window - 1, 0), (0, 0))
    k, v = np.pad(k, pad), np.pad(v, pad)
    out = np.zeros((B, H, L, d))
    for i in range(L):
        s = np.einsum("bhd,bhwd->bhw", q[:, :, i], k[:, :, i : i + window]) / np.sqrt(d)
        out[:, :, i] = np.einsum("bhw,bhwd->bhd", softmax(s), v[:, :, i : i + window])
    return out


# %% mask-after-softmax: times the band
def sliding_window_attention(q, k, v, window):
    distance = distances(q.shape[2])
    weights = softmax(scores_of(q, k)) * ((distance >= 0) & (distance < window))
    return weights @ v, weights


# %% window-ignored: causal
def sliding_window_attention(q, k, v, window):
    return attend(q, k, v, distances(q.shape[2]) >= 0)


# %% window-before-the-first-key: an index below zero
def sliding_window_attention(q, k, v, window):
    B, H, L, d = q.shape
    out = np.zeros((B, H, L, d))
    for b in range(B):
        for h in range(H):
            for i in range(L):
                seen = range(i - window + 1, i + 1)
                s = np.array([q[b, h, i] @ k[b, h, j] for j in seen]) / np.sqrt(d)
                out[b, h, i] = sum(w * v[b, h, j] for w, j in zip(softmax(s), seen))
    return out


# %% window-before-the-first-key: an empty slice
def sliding_window_attention(q, k, v, window):
    rows = []
    for i in range(q.shape[2]):
        s = np.einsum("bhd,bhjd->bhj", q[:, :, i], k[:, :, i - window + 1 : i + 1]) / np.sqrt(q.shape[-1])
        rows.append(np.einsum("bhj,bhjd->bhd", softmax(s), v[:, :, i - window + 1 : i + 1]))
    return np.stack(rows, axis=2)


# %% window-in-blocks: position // window
def sliding_window_attention(q, k, v, window):
    block = np.arange(q.shape[2]) // window
    return attend(q, k, v, (block[:, None] == block) & (distances(q.shape[2]) >= 0))


# %% mask-looks-ahead: j - i
def sliding_window_attention(q, k, v, window):
    distance = distances(q.shape[2]).T
    return attend(q, k, v, (distance >= 0) & (distance < window))


# %% mask-inverted: where
def sliding_window_attention(q, k, v, window):
    distance = distances(q.shape[2])
    return softmax(np.where((distance >= 0) & (distance < window), -1e9, scores_of(q, k))) @ v


# %% scale-by-dimension: d
def sliding_window_attention(q, k, v, window):
    distance = distances(q.shape[2])
    scores = q @ k.transpose(0, 1, 3, 2) / q.shape[-1]
    return softmax(np.where((distance >= 0) & (distance < window), scores, -np.inf)) @ v


# %% softmax-over-queries: axis -2
def sliding_window_attention(q, k, v, window):
    distance = distances(q.shape[2])
    return softmax(np.where((distance >= 0) & (distance < window), scores_of(q, k), -np.inf), axis=-2) @ v


# %% missing-keepdims: the sum
def sliding_window_attention(q, k, v, window):
    distance = distances(q.shape[2])
    s = np.where((distance >= 0) & (distance < window), scores_of(q, k), -np.inf)
    e = np.exp(s - s.max(axis=-1, keepdims=True))
    return e / e.sum(axis=-1) @ v


# %% keys-not-transposed: q @ k
def sliding_window_attention(q, k, v, window):
    distance = distances(q.shape[2])
    s = np.where((distance >= 0) & (distance < window), q @ k / np.sqrt(q.shape[-1]), -np.inf)
    return softmax(s) @ v


# %% unstable-softmax: exp and divide
def sliding_window_attention(q, k, v, window):
    distance = distances(q.shape[2])
    e = np.exp(np.where((distance >= 0) & (distance < window), scores_of(q, k), -np.inf))
    return e / e.sum(axis=-1, keepdims=True) @ v


# %% global-maximum: max()
def sliding_window_attention(q, k, v, window):
    distance = distances(q.shape[2])
    s = np.where((distance >= 0) & (distance < window), scores_of(q, k), -np.inf)
    e = np.exp(s - s.max())
    return e / e.sum(axis=-1, keepdims=True) @ v
