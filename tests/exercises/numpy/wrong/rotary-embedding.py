import numpy as np


def angles_of(x, base):
    d = x.shape[-1]
    freqs = base ** (-np.arange(0, d, 2) / d)
    return np.arange(x.shape[-2])[:, None] * freqs


def turn(x, angles):
    half = x.shape[-1] // 2
    a, b = x[..., :half], x[..., half:]
    cos, sin = np.cos(angles), np.sin(angles)
    return np.concatenate([a * cos - b * sin, a * sin + b * cos], axis=-1)


# %% pairs-are-neighbours: even and odd features
def rotary_embedding(x, base):
    cos, sin = np.cos(angles_of(x, base)), np.sin(angles_of(x, base))
    out = np.empty_like(x)
    out[..., 0::2] = x[..., 0::2] * cos - x[..., 1::2] * sin
    out[..., 1::2] = x[..., 0::2] * sin + x[..., 1::2] * cos
    return out


# %% pairs-are-neighbours: read as neighbours, written as halves
def rotary_embedding(x, base):
    cos, sin = np.cos(angles_of(x, base)), np.sin(angles_of(x, base))
    even, odd = x[..., 0::2], x[..., 1::2]
    return np.concatenate([even * cos - odd * sin, even * sin + odd * cos], axis=-1)


# %% pairs-are-neighbours: halves, stacked feature by feature
def rotary_embedding(x, base):
    cos, sin = np.cos(angles_of(x, base)), np.sin(angles_of(x, base))
    a, b = np.split(x, 2, axis=-1)
    return np.stack([a * cos - b * sin, a * sin + b * cos], axis=-1).reshape(x.shape)


# %% pairs-are-neighbours: the angles repeated one by one
def rotary_embedding(x, base):
    angles = np.repeat(angles_of(x, base), 2, axis=-1)
    a, b = np.split(x, 2, axis=-1)
    return x * np.cos(angles) + np.concatenate([-b, a], -1) * np.sin(angles)


# %% rotated-backwards: plus and minus
def rotary_embedding(x, base):
    return turn(x, -angles_of(x, base))


# %% rotated-backwards: rotate_half the other way
def rotary_embedding(x, base):
    angles = np.tile(angles_of(x, base), 2)
    a, b = np.split(x, 2, axis=-1)
    return x * np.cos(angles) + np.concatenate([b, -a], -1) * np.sin(angles)


# %% minus-missing: rotate_half without a minus
def rotary_embedding(x, base):
    angles = np.tile(angles_of(x, base), 2)
    a, b = np.split(x, 2, axis=-1)
    return x * np.cos(angles) + np.concatenate([b, a], -1) * np.sin(angles)


# %% halves-not-exchanged: x twice
def rotary_embedding(x, base):
    angles = np.tile(angles_of(x, base), 2)
    return x * np.cos(angles) + x * np.sin(angles)


# %% exponent-of-feature: i / d
def rotary_embedding(x, base):
    d = x.shape[-1]
    freqs = base ** (-np.arange(d // 2) / d)
    return turn(x, np.arange(x.shape[2])[:, None] * freqs)


# %% exponent-of-feature: each feature its own
def rotary_embedding(x, base):
    d = x.shape[-1]
    angles = np.arange(x.shape[2])[:, None] * base ** (-np.arange(d) / d)
    a, b = np.split(x, 2, axis=-1)
    return x * np.cos(angles) + np.concatenate([-b, a], -1) * np.sin(angles)


# %% frequency-inverted: base to the plus
def rotary_embedding(x, base):
    d = x.shape[-1]
    freqs = base ** (np.arange(0, d, 2) / d)
    return turn(x, np.arange(x.shape[2])[:, None] * freqs)


# %% base-ignored: ten thousand
def rotary_embedding(x, base):
    return turn(x, angles_of(x, 10000.0))


# %% overwritten-before-use: in place
def rotary_embedding(x, base):
    cos, sin = np.cos(angles_of(x, base)), np.sin(angles_of(x, base))
    x = x.copy()
    a, b = np.split(x, 2, axis=-1)
    a[:] = a * cos - b * sin
    b[:] = a * sin + b * cos
    return x


# %% rotated-by-head: the second axis
def rotary_embedding(x, base):
    B, L, H, d = x.shape
    freqs = base ** (-np.arange(0, d, 2) / d)
    angles = np.arange(L)[:, None] * freqs
    return turn(x, angles[:, None, :])


# %% rotated-by-head: as many angles as heads
def rotary_embedding(x, base):
    d = x.shape[-1]
    freqs = base ** (-np.arange(0, d, 2) / d)
    angles = np.arange(x.shape[1])[:, None] * freqs
    return turn(x, angles)


# %% rotated-by-head: the batch
def rotary_embedding(x, base):
    d = x.shape[-1]
    freqs = base ** (-np.arange(0, d, 2) / d)
    angles = np.arange(x.shape[0]).reshape(-1, 1, 1, 1) * freqs
    return turn(x, angles)


# %% positions-from-one: arange(1, L + 1)
def rotary_embedding(x, base):
    d = x.shape[-1]
    freqs = base ** (-np.arange(0, d, 2) / d)
    return turn(x, np.arange(1, x.shape[2] + 1)[:, None] * freqs)


# %% added-not-rotated: sines and cosines in turn
def rotary_embedding(x, base):
    angles = angles_of(x, base)
    pe = np.zeros(x.shape[-2:])
    pe[:, 0::2] = np.sin(angles)
    pe[:, 1::2] = np.cos(angles)
    return x + pe


# %% added-not-rotated: cosines, then sines
def rotary_embedding(x, base):
    angles = angles_of(x, base)
    return x + np.concatenate([np.cos(angles), np.sin(angles)], axis=-1)


# %% first-entry-only: x[0]
def rotary_embedding(x, base):
    out = np.zeros_like(x)
    out[0] = turn(x[0], angles_of(x, base))
    return out
