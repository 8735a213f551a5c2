import math

import numpy as np


def log_sum_exp(x):
    out = np.empty(len(x))  # (n)
    for i, row in enumerate(x):
        largest = max(row)
        if largest == -math.inf:
            out[i] = largest
            continue
        total = 0.0
        for score in row:
            total += math.exp(score - largest)
        out[i] = largest + math.log(total)
    return out
