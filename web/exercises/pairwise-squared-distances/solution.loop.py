import numpy as np


def pairwise_squared_distances(x, y):
    n, d = x.shape
    m = len(y)
    out = np.zeros((n, m))
    for i in range(n):
        for j in range(m):
            for k in range(d):
                out[i, j] += (x[i, k] - y[j, k]) ** 2
    return out
