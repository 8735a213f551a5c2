import math

import numpy as np


def attention(x, w):
    n, d = x.shape
    scores = [sum(x[i, c] * w[c] for c in range(d)) for i in range(n)]  # n numbers
    largest = max(scores)
    powers = [math.exp(score - largest) for score in scores]
    weights = np.array([power / sum(powers) for power in powers])  # (n)
    out = np.zeros(d)
    for i in range(n):
        for c in range(d):
            out[c] += weights[i] * x[i, c]
    return out, weights
