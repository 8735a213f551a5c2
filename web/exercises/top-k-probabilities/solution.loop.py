import math

import numpy as np


def top_k_probabilities(logits, temperature, k):
    B, V = logits.shape
    out = np.zeros((B, V))
    for b in range(B):
        kept = []
        for _ in range(k):  # the largest that is left; `>` lets the lower index win
            best = None
            for v in range(V):
                if v not in kept and (best is None or logits[b, v] > logits[b, best]):
                    best = v
            kept.append(best)
        powers = {v: math.exp((logits[b, v] - logits[b, kept[0]]) / temperature) for v in kept}
        for v in kept:
            out[b, v] = powers[v] / sum(powers.values())
    return out
