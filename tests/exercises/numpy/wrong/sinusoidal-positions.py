import numpy as np


def angles_of(length, dim, first=0):
    return np.arange(first, first + length)[:, None] * 10000.0 ** (-np.arange(0, dim, 2) / dim)


def in_turn(angles, dim):
    out = np.zeros((len(angles), dim))
    out[:, 0::2] = np.sin(angles)
    out[:, 1::2] = np.cos(angles[:, : dim // 2])
    return out


# %% sines-then-cosines: concatenated
def sinusoidal_positions(length, dim):
    angles = angles_of(length, dim)
    return np.concatenate([np.sin(angles), np.cos(angles[:, : dim // 2])], axis=-1)


# %% exponent-of-feature: each column its own
def sinusoidal_positions(length, dim):
    angles = np.arange(length)[:, None] / np.power(10000, np.arange(dim) / dim)
    angles[:, 0::2] = np.sin(angles[:, 0::2])
    angles[:, 1::2] = np.cos(angles[:, 1::2])
    return angles


# %% odd-dim-not-handled: as many cosines as sines
def sinusoidal_positions(length, dim):
    angles = angles_of(length, dim)
    out = np.zeros((length, dim))
    out[:, 0::2] = np.sin(angles)
    out[:, 1::2] = np.cos(angles)
    return out


# %% frequency-inverted: times 10000 to the plus
def sinusoidal_positions(length, dim):
    return in_turn(np.arange(length)[:, None] * 10000.0 ** (np.arange(0, dim, 2) / dim), dim)


# %% positions-from-one: arange(1, length + 1)
def sinusoidal_positions(length, dim):
    return in_turn(angles_of(length, dim, 1), dim)


# %% exponent-of-feature: i / dim
def sinusoidal_positions(length, dim):
    return in_turn(np.arange(length)[:, None] * 10000.0 ** (-np.arange((dim + 1) // 2) / dim), dim)


# %% positions-divided-by-length: linspace
def sinusoidal_positions(length, dim):
    return in_turn(angles_of(length, dim) / length, dim)


# %% only-one-wave: sines everywhere
def sinusoidal_positions(length, dim):
    return np.repeat(np.sin(angles_of(length, dim)), 2, axis=-1)[:, :dim]
