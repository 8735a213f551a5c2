import numpy as np


def sinusoidal_positions(length, dim):
    positions = np.arange(length)[:, None]  # (length, 1)
    frequencies = 10000.0 ** (-np.arange(0, dim, 2) / dim)  # (ceil(dim / 2)), from 1 down to almost 1 / 10000
    angles = positions * frequencies  # (length, ceil(dim / 2))
    out = np.zeros((length, dim))
    out[:, 0::2] = np.sin(angles)
    out[:, 1::2] = np.cos(angles[:, : dim // 2])  # an odd dim has one cosine less
    return out
