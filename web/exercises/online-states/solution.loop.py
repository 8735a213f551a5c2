import math

import numpy as np


def online_states(x, block):
    n, m = x.shape
    out = np.zeros((n, math.ceil(m / block), 2))  # (n, T, 2)
    for row in range(n):
        maximum, total = -math.inf, 0.0
        for t in range(out.shape[1]):
            for score in x[row, t * block : (t + 1) * block]:  # at most `block` numbers
                new = max(maximum, score)
                total = total * math.exp(maximum - new) + math.exp(score - new)
                maximum = new
            out[row, t] = maximum, total  # (2)
    return out
