import math

import numpy as np


def softmax(x, axis):
    n, m = x.shape
    out = np.zeros((n, m))
    if axis == 0:
        distributions = [[(i, j) for i in range(n)] for j in range(m)]  # m columns of n places
    else:
        distributions = [[(i, j) for j in range(m)] for i in range(n)]  # n rows of m places
    for places in distributions:
        largest = max(x[place] for place in places)
        total = sum(math.exp(x[place] - largest) for place in places)
        for place in places:
            out[place] = math.exp(x[place] - largest) / total
    return out
