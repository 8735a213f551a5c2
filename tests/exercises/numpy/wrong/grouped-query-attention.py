import numpy as np


def softmax(x, axis=-1):
    e = np.exp(x - x.max(axis=axis, keepdims=True))
    return e / e.sum(axis=axis, keepdims=True)


def attend(q, k, v):
    weights = softmax(q @ k.swapaxes(-1, -2) / np.sqrt(q.shape[-1]))
    return weights @ v, weights


# %% groups-tiled-not-repeated: np.tile
def grouped_query_attention(q, k, v):
    rep = q.shape[1] // k.shape[1]
    return attend(q, np.tile(k, (1, rep, 1, 1)), np.tile(v, (1, rep, 1, 1)))


# %% groups-tiled-not-repeated: concatenate
def grouped_query_attention(q, k, v):
    rep = q.shape[1] // k.shape[1]
    return attend(q, np.concatenate([k] * rep, axis=1), np.concatenate([v] * rep, axis=1))[0]


# %% groups-tiled-not-repeated: reshape to (H / G, G)
def grouped_query_attention(q, k, v):
    B, H, L, d = q.shape
    G = k.shape[1]
    out, _ = attend(q.reshape(B, H // G, G, L, d), k[:, None], v[:, None])
    return out.reshape(B, H, L, d)


# %% groups-tiled-not-repeated: modulo
def grouped_query_attention(q, k, v):
    out = np.zeros_like(q)
    for h in range(q.shape[1]):
        g = h % k.shape[1]
        out[:, h], _ = attend(q[:, h], k[:, g], v[:, g])
    return out


# %% groups-tiled-not-repeated: repeated along the batch
def grouped_query_attention(q, k, v):
    B, H, L, d = q.shape
    rep = H // k.shape[1]
    k = np.repeat(k, rep, axis=0).reshape(B, H, -1, d)
    v = np.repeat(v, rep, axis=0).reshape(B, H, -1, d)
    return attend(q, k, v)[0]


# %% repeated-along-sequence: np.repeat, axis 2
def grouped_query_attention(q, k, v):
    B, G, S, d = k.shape
    H = q.shape[1]
    k = np.repeat(k, H // G, axis=2).reshape(B, H, S, d)
    v = np.repeat(v, H // G, axis=2).reshape(B, H, S, d)
    return attend(q, k, v)


# %% repeated-along-sequence: no axis
def grouped_query_attention(q, k, v):
    B, G, S, d = k.shape
    H = q.shape[1]
    k = np.repeat(k, H // G).reshape(B, H, S, d)
    v = np.repeat(v, H // G).reshape(B, H, S, d)
    return attend(q, k, v)


# %% group-count-as-size: h // G
def grouped_query_attention(q, k, v):
    B, H, L, d = q.shape
    out = np.zeros((B, H, L, d))
    for b in range(B):
        for h in range(H):
            g = h // k.shape[1]
            out[b, h] = attend(q[b, h], k[b, g], v[b, g])[0]
    return out


# %% queries-averaged: mean
def grouped_query_attention(q, k, v):
    B, H, L, d = q.shape
    G = k.shape[1]
    return np.repeat(attend(q.reshape(B, G, H // G, L, d).mean(axis=2), k, v)[0], H // G, axis=1)


# %% queries-averaged: scores averaged
def grouped_query_attention(q, k, v):
    B, H, L, d = q.shape
    G = k.shape[1]
    scores = np.einsum("bgrld,bgsd->bgrls", q.reshape(B, G, H // G, L, d), k) / np.sqrt(d)
    return softmax(scores.mean(axis=2)) @ v


# %% scale-by-other-size: H d
def grouped_query_attention(q, k, v):
    rep = q.shape[1] // k.shape[1]
    k, v = k.repeat(rep, axis=1), v.repeat(rep, axis=1)
    return softmax(q @ k.swapaxes(-1, -2) / np.sqrt(q.shape[1] * q.shape[-1])) @ v


# %% scale-by-other-size: H
def grouped_query_attention(q, k, v):
    rep = q.shape[1] // k.shape[1]
    k, v = k.repeat(rep, axis=1), v.repeat(rep, axis=1)
    return softmax(q @ k.swapaxes(-1, -2) / np.sqrt(q.shape[1])) @ v


# %% scale-by-other-size: G
def grouped_query_attention(q, k, v):
    G = k.shape[1]
    k, v = k.repeat(q.shape[1] // G, axis=1), v.repeat(q.shape[1] // G, axis=1)
    return softmax(q @ k.swapaxes(-1, -2) / np.sqrt(G)) @ v


# %% weights-shared: mean of weights
def grouped_query_attention(q, k, v):
    B, H, L, d = q.shape
    G = k.shape[1]
    weights = softmax(q.reshape(B, G, H // G, L, d) @ k[:, :, None].swapaxes(-1, -2) / np.sqrt(d)).mean(axis=2)
    return np.repeat(weights @ v, H // G, axis=1)


# %% weights-shared: of the first head
def grouped_query_attention(q, k, v):
    rep = q.shape[1] // k.shape[1]
    _, weights = attend(q[:, ::rep], k, v)
    return np.repeat(weights, rep, axis=1) @ np.repeat(v, rep, axis=1)


# %% weights-shared: the last head of a group stays
def grouped_query_attention(q, k, v):
    rep = q.shape[1] // k.shape[1]
    out = np.zeros((q.shape[0], k.shape[1], q.shape[2], q.shape[3]))
    for h in range(q.shape[1]):
        out[:, h // rep], _ = attend(q[:, h], k[:, h // rep], v[:, h // rep])
    return out


# %% groups-not-repeated: product as it is
def grouped_query_attention(q, k, v):
    return attend(q, k, v)


# %% groups-not-repeated: einsum
def grouped_query_attention(q, k, v):
    scores = np.einsum("bhld,bhsd->bhls", q, k) / np.sqrt(q.shape[-1])
    return np.einsum("bhls,bhsd->bhld", softmax(scores), v)


# %% groups-not-repeated: loop over the query heads
def grouped_query_attention(q, k, v):
    return np.stack([attend(q[:, h], k[:, h], v[:, h])[0] for h in range(q.shape[1])], axis=1)


# %% groups-not-repeated: loop over the key heads, zeros for the rest
def grouped_query_attention(q, k, v):
    out = np.zeros_like(q)
    for h in range(k.shape[1]):
        out[:, h] = attend(q[:, h], k[:, h], v[:, h])[0]
    return out


# %% missing-scale: none
def grouped_query_attention(q, k, v):
    rep = q.shape[1] // k.shape[1]
    return softmax(q @ k.repeat(rep, axis=1).swapaxes(-1, -2)) @ v.repeat(rep, axis=1)


# %% missing-keepdims: the sum
def grouped_query_attention(q, k, v):
    rep = q.shape[1] // k.shape[1]
    s = q @ k.repeat(rep, axis=1).swapaxes(-1, -2) / np.sqrt(q.shape[-1])
    e = np.exp(s - s.max(axis=-1, keepdims=True))
    return e / e.sum(axis=-1) @ v.repeat(rep, axis=1)


# %% keys-not-transposed: product
def grouped_query_attention(q, k, v):
    rep = q.shape[1] // k.shape[1]
    return softmax(q @ k.repeat(rep, axis=1) / np.sqrt(q.shape[-1])) @ v.repeat(rep, axis=1)


# %% keys-not-transposed: .T
def grouped_query_attention(q, k, v):
    rep = q.shape[1] // k.shape[1]
    return softmax(q @ k.repeat(rep, axis=1).T / np.sqrt(q.shape[-1])) @ v.repeat(rep, axis=1)


# %% unstable-softmax: exp as it is
def grouped_query_attention(q, k, v):
    rep = q.shape[1] // k.shape[1]
    e = np.exp(q @ k.repeat(rep, axis=1).swapaxes(-1, -2) / np.sqrt(q.shape[-1]))
    return e / e.sum(axis=-1, keepdims=True) @ v.repeat(rep, axis=1)


# %% softmax-over-queries: axis -2
def grouped_query_attention(q, k, v):
    rep = q.shape[1] // k.shape[1]
    scores = q @ k.repeat(rep, axis=1).swapaxes(-1, -2) / np.sqrt(q.shape[-1])
    return softmax(scores, axis=-2) @ v.repeat(rep, axis=1)


# %% softmax-over-heads: axis 1
def grouped_query_attention(q, k, v):
    rep = q.shape[1] // k.shape[1]
    scores = q @ k.repeat(rep, axis=1).swapaxes(-1, -2) / np.sqrt(q.shape[-1])
    return softmax(scores, axis=1) @ v.repeat(rep, axis=1)


# %% unasked-causal-mask: tril
def grouped_query_attention(q, k, v):
    rep = q.shape[1] // k.shape[1]
    scores = q @ k.repeat(rep, axis=1).swapaxes(-1, -2) / np.sqrt(q.shape[-1])
    past = np.tril(np.ones(scores.shape[-2:]))
    return softmax(np.where(past == 1, scores, -1e9)) @ v.repeat(rep, axis=1)
