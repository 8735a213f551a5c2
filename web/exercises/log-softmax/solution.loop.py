import math

import numpy as np


def log_softmax(x):
    n, m = x.shape
    out = np.zeros((n, m))
    for i in range(n):
        largest = max(x[i, j] for j in range(m))
        total = 0.0
        for j in range(m):
            total += math.exp(x[i, j] - largest)
        for j in range(m):
            out[i, j] = x[i, j] - largest - math.log(total)
    return out
