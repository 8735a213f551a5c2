import numpy as np


def pairwise_squared_distances(x, y):
    """The squared distance of every point of x from every point of y.

    x: (n, d); y: (m, d). Returns (n, m).
    """
    # TODO: points may lie close to each other and far from zero.
    return np.zeros((len(x), len(y)))
