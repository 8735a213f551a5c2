import math

import torch


def log_sum_exp(x):
    out = torch.empty(x.shape[0])  # (n)
    for i, row in enumerate(x.tolist()):
        largest = max(row)
        if largest == -math.inf:
            out[i] = largest
            continue
        out[i] = largest + math.log(sum(math.exp(score - largest) for score in row))
    return out
