import numpy as np


def softmax(x, axis=-1):
    e = np.exp(x - x.max(axis=axis, keepdims=True))
    return e / e.sum(axis=axis, keepdims=True)


def repeat(x, q):
    return np.repeat(x, q.shape[1] // x.shape[1], axis=1)


def joined(past_k, k, past_v, v):
    return np.concatenate([past_k, k], axis=2), np.concatenate([past_v, v], axis=2)


def attend(q, k, v, visible):
    k, v = repeat(k, q), repeat(v, q)
    scores = q @ k.swapaxes(-1, -2) / np.sqrt(q.shape[-1])
    return softmax(np.where(visible, scores, -np.inf)) @ v


# %% mask-top-left: tril as it is
def chunk_attention(q, k, v, past_k, past_v):
    k, v = joined(past_k, k, past_v, v)
    return attend(q, k, v, np.tril(np.ones((q.shape[2], k.shape[2]), dtype=bool)))


# %% chunk-not-causal: no mask
def chunk_attention(q, k, v, past_k, past_v):
    k, v = joined(past_k, k, past_v, v)
    return softmax(q @ repeat(k, q).swapaxes(-1, -2) / np.sqrt(q.shape[-1])) @ repeat(v, q)


# %% past-hidden: the chunk alone
def chunk_attention(q, k, v, past_k, past_v):
    return attend(q, k, v, np.tri(q.shape[2], dtype=bool))


# %% past-hidden: the triangle twice
def chunk_attention(q, k, v, past_k, past_v):
    k, v = joined(past_k, k, past_v, v)
    L, P = q.shape[2], past_k.shape[2]
    return attend(q, k, v, np.concatenate([np.tri(L, P), np.tri(L)], axis=1) > 0)


# %% mask-off-by-one: itself hidden
def chunk_attention(q, k, v, past_k, past_v):
    k, v = joined(past_k, k, past_v, v)
    L, S = q.shape[2], k.shape[2]
    return attend(q, k, v, np.tri(L, S, S - L - 1, dtype=bool))


# %% appended-on-the-wrong-axis: axis 0
def chunk_attention(q, k, v, past_k, past_v):
    k, v = np.concatenate([past_k, k]), np.concatenate([past_v, v])
    L, S = q.shape[2], k.shape[2]
    return attend(q, k, v, np.tri(L, S, S - L, dtype=bool))


# %% groups-tiled-not-repeated: np.tile
def chunk_attention(q, k, v, past_k, past_v):
    k, v = joined(past_k, k, past_v, v)
    rep = q.shape[1] // k.shape[1]
    L, S = q.shape[2], k.shape[2]
    return attend(q, np.tile(k, (1, rep, 1, 1)), np.tile(v, (1, rep, 1, 1)), np.tri(L, S, S - L, dtype=bool))


# %% mask-after-softmax: weights zeroed
def chunk_attention(q, k, v, past_k, past_v):
    k, v = joined(past_k, k, past_v, v)
    L, S = q.shape[2], k.shape[2]
    weights = softmax(q @ repeat(k, q).swapaxes(-1, -2) / np.sqrt(q.shape[-1]))
    return weights * np.tri(L, S, S - L) @ repeat(v, q)


# %% unstable-softmax: exp as it is
def chunk_attention(q, k, v, past_k, past_v):
    k, v = joined(past_k, k, past_v, v)
    L, S = q.shape[2], k.shape[2]
    e = np.exp(q @ repeat(k, q).swapaxes(-1, -2) / np.sqrt(q.shape[-1])) * np.tri(L, S, S - L)
    return e / e.sum(axis=-1, keepdims=True) @ repeat(v, q)
