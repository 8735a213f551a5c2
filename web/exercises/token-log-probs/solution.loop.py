import math

import numpy as np


def token_log_probs(logits, ids):
    B, L, V = logits.shape
    out = np.zeros((B, L))
    for b in range(B):
        for i in range(L):
            largest = max(logits[b, i, v] for v in range(V))
            total = 0.0
            for v in range(V):
                total += math.exp(logits[b, i, v] - largest)
            out[b, i] = logits[b, i, ids[b, i]] - largest - math.log(total)  # one number for each position
    return out
