import numpy as np


def repeat(x, q):
    return np.repeat(x, q.shape[1] // x.shape[1], axis=1)


def weigh(scores, used):
    scores = np.where(used, scores, -1e30)
    e = np.exp(scores - scores.max(axis=-1, keepdims=True))
    return np.where(used, e / e.sum(axis=-1, keepdims=True), 0)


def attend(q, k, v, used):
    """used: (B, S)"""
    k, v = repeat(k, q), repeat(v, q)
    weights = weigh(q @ k.swapaxes(-1, -2) / np.sqrt(q.shape[-1]), used[:, None, None])
    return weights @ np.where(used[:, None, :, None], v, 0)


# %% lengths-ignored: plain attention
def ragged_decode(q, k, v, lengths):
    scores = q @ repeat(k, q).swapaxes(-1, -2) / np.sqrt(q.shape[-1])
    e = np.exp(scores - scores.max(axis=-1, keepdims=True))
    return e / e.sum(axis=-1, keepdims=True) @ repeat(v, q)


# %% length-off-by-one: one too many
def ragged_decode(q, k, v, lengths):
    return attend(q, k, v, np.arange(k.shape[2]) <= lengths[:, None])


# %% length-off-by-one: one too few
def ragged_decode(q, k, v, lengths):
    return attend(q, k, v, np.arange(k.shape[2]) < lengths[:, None] - 1)


# %% rubbish-multiplied: values left as they are
def ragged_decode(q, k, v, lengths):
    used = (np.arange(k.shape[2]) < lengths[:, None])[:, None, None]
    return weigh(q @ repeat(k, q).swapaxes(-1, -2) / np.sqrt(q.shape[-1]), used) @ repeat(v, q)


# %% rubbish-multiplied: -1e9 times the mask
def ragged_decode(q, k, v, lengths):
    used = (np.arange(k.shape[2]) < lengths[:, None])[:, None, None]
    s = q @ repeat(k, q).swapaxes(-1, -2) / np.sqrt(q.shape[-1]) + ~used * -1e9
    e = np.exp(s - s.max(axis=-1, keepdims=True))
    return e / e.sum(axis=-1, keepdims=True) * used @ repeat(v, q)


# %% left-padding-assumed: the last slots
def ragged_decode(q, k, v, lengths):
    S = k.shape[2]
    return attend(q, k, v, np.arange(S) >= S - lengths[:, None])


# %% masked-row-nan: -inf
def ragged_decode(q, k, v, lengths):
    used = (np.arange(k.shape[2]) < lengths[:, None])[:, None, None]
    s = np.where(used, q @ repeat(k, q).swapaxes(-1, -2) / np.sqrt(q.shape[-1]), -np.inf)
    e = np.exp(s - s.max(axis=-1, keepdims=True))
    return e / e.sum(axis=-1, keepdims=True) @ np.where(used.swapaxes(-1, -2), repeat(v, q), 0)


# %% masked-row-nan: sliced, the mean of nothing
def ragged_decode(q, k, v, lengths):
    out = np.zeros_like(q)
    for b in range(q.shape[0]):
        n = lengths[b]
        s = q[b] @ repeat(k, q)[b, :, :n].swapaxes(-1, -2) / np.sqrt(q.shape[-1])
        e = np.exp(s - s.max(axis=-1, keepdims=True, initial=-np.inf))
        with np.errstate(invalid="ignore"):
            out[b] = e @ repeat(v, q)[b, :, :n] / e.sum(axis=-1, keepdims=True)
    return out


# %% masked-row-mean: -1e9
def ragged_decode(q, k, v, lengths):
    used = (np.arange(k.shape[2]) < lengths[:, None])[:, None, None]
    s = np.where(used, q @ repeat(k, q).swapaxes(-1, -2) / np.sqrt(q.shape[-1]), -1e9)
    e = np.exp(s - s.max(axis=-1, keepdims=True))
    return e / e.sum(axis=-1, keepdims=True) @ repeat(v, q)


# %% one-length-for-all: the longest
def ragged_decode(q, k, v, lengths):
    n = lengths.max()
    return attend(q, k, v, np.broadcast_to(np.arange(k.shape[2]) < n, (q.shape[0], k.shape[2])))


# %% one-length-for-all: the first
def ragged_decode(q, k, v, lengths):
    n = lengths[0]
    return attend(q, k[:, :, :n], v[:, :, :n], np.ones((q.shape[0], n), dtype=bool))


# %% mask-inverted: unused ones kept
def ragged_decode(q, k, v, lengths):
    return attend(q, k, v, np.arange(k.shape[2]) >= lengths[:, None])


# %% groups-tiled-not-repeated: np.tile
def ragged_decode(q, k, v, lengths):
    rep = q.shape[1] // k.shape[1]
    return attend(q, np.tile(k, (1, rep, 1, 1)), np.tile(v, (1, rep, 1, 1)), np.arange(k.shape[2]) < lengths[:, None])


# %% missing-scale: none
def ragged_decode(q, k, v, lengths):
    return attend(q * np.sqrt(q.shape[-1]), k, v, np.arange(k.shape[2]) < lengths[:, None])


# %% unstable-softmax: exp as it is
def ragged_decode(q, k, v, lengths):
    used = (np.arange(k.shape[2]) < lengths[:, None])[:, None, None]
    e = np.where(used, np.exp(q @ repeat(k, q).swapaxes(-1, -2) / np.sqrt(q.shape[-1])), 0)
    total = e.sum(axis=-1, keepdims=True)
    return e / np.where(total == 0, 1, total) @ np.where(used.swapaxes(-1, -2), repeat(v, q), 0)
