import math

import numpy as np


def top_p_probabilities(logits, p):
    B, V = logits.shape
    out = np.zeros((B, V))
    for b in range(B):
        largest = max(logits[b, v] for v in range(V))
        powers = [math.exp(logits[b, v] - largest) for v in range(V)]
        probs = [power / sum(powers) for power in powers]  # (V)
        kept, total = [], 0.0
        for v in sorted(range(V), key=lambda v: -probs[v]):
            kept.append(v)
            total += probs[v]
            if total >= p:  # this token has crossed p, and is kept
                break
        for v in kept:
            out[b, v] = probs[v] / total
    return out
