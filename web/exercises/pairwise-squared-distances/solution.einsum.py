import numpy as np


def pairwise_squared_distances(x, y):
    differences = x[:, None, :] - y[None, :, :]  # (n, m, d)
    return np.einsum("nmd,nmd->nm", differences, differences)
