import numpy as np


def sinusoidal_positions(length, dim):
    out = np.zeros((length, dim))
    for p in range(length):
        for j in range(dim):
            i = j // 2  # the pair of this column
            angle = p / 10000 ** (2 * i / dim)
            out[p, j] = np.sin(angle) if j % 2 == 0 else np.cos(angle)
    return out
