import math

import numpy as np


def compute_attention(x, w):
    n, d = x.shape
    scores = [sum(x[i, c] * w[c] for c in range(d)) for i in range(n)]  # n numbers
    largest = max(scores)
    powers = [math.exp(score - largest) for score in scores]
    return np.array([power / sum(powers) for power in powers])  # (n)
