import numpy as np


def sinusoidal_positions(length, dim):
    """Sines and cosines for the positions 0 to length - 1.

    length: number of positions
    dim: features of each position; may be odd
    Returns (length, dim).
    """
    # TODO: columns 2i and 2i + 1 are sine and cosine of p * 10000 ** (-2 * i / dim).
    return np.zeros((length, dim))
