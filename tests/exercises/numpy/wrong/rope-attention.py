import numpy as np


def rope(x, positions, base):
    d = x.shape[-1]
    theta = positions[:, None, :, None] * base ** (-np.arange(0, d, 2) / d)
    a, b = np.split(x, 2, axis=-1)
    return np.concatenate([a * np.cos(theta) - b * np.sin(theta), a * np.sin(theta) + b * np.cos(theta)], -1)


def visible_by(q_positions, k_positions):
    return k_positions[:, None, None, :] <= q_positions[:, None, :, None]


def repeat(x, heads):
    return np.repeat(x, heads // x.shape[1], axis=1)


def attend(q, k, v, visible):
    scores = q @ repeat(k, q.shape[1]).swapaxes(-1, -2) / np.sqrt(q.shape[-1])
    scores = np.where(visible, scores, -1e30)
    powers = np.exp(scores - scores.max(axis=-1, keepdims=True)) * visible
    return powers / np.maximum(powers.sum(axis=-1, keepdims=True), 1e-30) @ repeat(v, q.shape[1])


def indices(x, like):
    return np.broadcast_to(np.arange(x.shape[2]), like.shape)


# %% query-at-position-zero: arange
def rope_attention(q, k, v, q_positions, k_positions, base):
    at = indices(q, q_positions)
    return attend(rope(q, at, base), rope(k, k_positions, base), v, visible_by(q_positions, k_positions))


# %% query-at-position-zero: counted from the first query
def rope_attention(q, k, v, q_positions, k_positions, base):
    qr = rope(q, q_positions - q_positions[:, :1], base)
    return attend(qr, rope(k, k_positions, base), v, visible_by(q_positions, k_positions))


# %% query-at-position-zero: zeros
def rope_attention(q, k, v, q_positions, k_positions, base):
    return attend(rope(q, 0 * q_positions, base), rope(k, k_positions, base), v, visible_by(q_positions, k_positions))


# %% query-at-position-zero: the mask too
def rope_attention(q, k, v, q_positions, k_positions, base):
    at = indices(q, q_positions)
    return attend(rope(q, at, base), rope(k, k_positions, base), v, visible_by(at, k_positions))


# %% keys-at-index: arange
def rope_attention(q, k, v, q_positions, k_positions, base):
    return attend(rope(q, q_positions, base), rope(k, indices(k, k_positions), base), v, visible_by(q_positions, k_positions))


# %% positions-ignored: both by index
def rope_attention(q, k, v, q_positions, k_positions, base):
    q, k = rope(q, indices(q, q_positions), base), rope(k, indices(k, k_positions), base)
    return attend(q, k, v, visible_by(q_positions, k_positions))


# %% positions-ignored: the mask too
def rope_attention(q, k, v, q_positions, k_positions, base):
    i, j = indices(q, q_positions), indices(k, k_positions)
    return attend(rope(q, i, base), rope(k, j, base), v, visible_by(i, j))


# %% values-rotated: as the keys
def rope_attention(q, k, v, q_positions, k_positions, base):
    return attend(rope(q, q_positions, base), rope(k, k_positions, base), rope(v, k_positions, base), visible_by(q_positions, k_positions))


# %% keys-rotated-twice: once more
def rope_attention(q, k, v, q_positions, k_positions, base):
    k = rope(rope(k, k_positions, base), k_positions, base)
    return attend(rope(q, q_positions, base), k, v, visible_by(q_positions, k_positions))


# %% keys-not-rotated: as they are
def rope_attention(q, k, v, q_positions, k_positions, base):
    return attend(rope(q, q_positions, base), k, v, visible_by(q_positions, k_positions))


# %% not-rotated: neither
def rope_attention(q, k, v, q_positions, k_positions, base):
    return attend(q, k, v, visible_by(q_positions, k_positions))


# %% mask-by-index: arange
def rope_attention(q, k, v, q_positions, k_positions, base):
    seen = visible_by(indices(q, q_positions), indices(k, k_positions))
    return attend(rope(q, q_positions, base), rope(k, k_positions, base), v, seen)


# %% mask-off-by-one: less than
def rope_attention(q, k, v, q_positions, k_positions, base):
    seen = k_positions[:, None, None, :] < q_positions[:, None, :, None]
    return attend(rope(q, q_positions, base), rope(k, k_positions, base), v, seen)


# %% mask-looks-ahead: greater or equal
def rope_attention(q, k, v, q_positions, k_positions, base):
    seen = k_positions[:, None, None, :] >= q_positions[:, None, :, None]
    return attend(rope(q, q_positions, base), rope(k, k_positions, base), v, seen)


# %% mask-inverted: not
def rope_attention(q, k, v, q_positions, k_positions, base):
    return attend(rope(q, q_positions, base), rope(k, k_positions, base), v, ~visible_by(q_positions, k_positions))


# %% mask-ignored: all visible
def rope_attention(q, k, v, q_positions, k_positions, base):
    return attend(rope(q, q_positions, base), rope(k, k_positions, base), v, visible_by(q_positions, k_positions) | True)


# %% first-entry-only: positions of the first entry
def rope_attention(q, k, v, q_positions, k_positions, base):
    i, j = 0 * q_positions + q_positions[:1], 0 * k_positions + k_positions[:1]
    return attend(rope(q, i, base), rope(k, j, base), v, visible_by(i, j))


# %% rotated-backwards: minus the positions
def rope_attention(q, k, v, q_positions, k_positions, base):
    return attend(rope(q, -q_positions, base), rope(k, -k_positions, base), v, visible_by(q_positions, k_positions))


# %% base-ignored: ten thousand
def rope_attention(q, k, v, q_positions, k_positions, base):
    return attend(rope(q, q_positions, 1e4), rope(k, k_positions, 1e4), v, visible_by(q_positions, k_positions))


# %% mask-by-index: tril
def rope_attention(q, k, v, q_positions, k_positions, base):
    seen = np.tril(np.ones((q.shape[2], k.shape[2]), dtype=bool))
    return attend(rope(q, q_positions, base), rope(k, k_positions, base), v, seen)


# %% groups-tiled-not-repeated: tile
def rope_attention(q, k, v, q_positions, k_positions, base):
    n = q.shape[1] // k.shape[1]
    return attend(rope(q, q_positions, base), np.tile(rope(k, k_positions, base), (1, n, 1, 1)), np.tile(v, (1, n, 1, 1)), visible_by(q_positions, k_positions))


# %% groups-not-repeated: forgotten
def rope_attention(q, k, v, q_positions, k_positions, base):
    scores = rope(q, q_positions, base) @ rope(k, k_positions, base).swapaxes(-1, -2) / np.sqrt(q.shape[-1])
    powers = np.exp(scores - scores.max(-1, keepdims=True)) * visible_by(q_positions, k_positions)
    return powers / powers.sum(-1, keepdims=True) @ v


# %% masked-row-nan: -inf
def rope_attention(q, k, v, q_positions, k_positions, base):
    scores = rope(q, q_positions, base) @ repeat(rope(k, k_positions, base), q.shape[1]).swapaxes(-1, -2) / np.sqrt(q.shape[-1])
    scores = np.where(visible_by(q_positions, k_positions), scores, -np.inf)
    powers = np.exp(scores - scores.max(-1, keepdims=True))
    return powers / powers.sum(-1, keepdims=True) @ repeat(v, q.shape[1])


# %% missing-scale: no root
def rope_attention(q, k, v, q_positions, k_positions, base):
    return attend(rope(q, q_positions, base) * np.sqrt(q.shape[-1]), rope(k, k_positions, base), v, visible_by(q_positions, k_positions))


# %% pairs-are-neighbours: even and odd
def turn(x, positions, base):
    theta = positions[:, None, :, None] * base ** (-np.arange(0, x.shape[-1], 2) / x.shape[-1])
    out = np.empty_like(x)
    out[..., ::2] = x[..., ::2] * np.cos(theta) - x[..., 1::2] * np.sin(theta)
    out[..., 1::2] = x[..., ::2] * np.sin(theta) + x[..., 1::2] * np.cos(theta)
    return out


def rope_attention(q, k, v, q_positions, k_positions, base):
    return attend(turn(q, q_positions, base), turn(k, k_positions, base), v, visible_by(q_positions, k_positions))
