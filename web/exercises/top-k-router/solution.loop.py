import math

import numpy as np


def top_k_router(x, w, k):
    N, D = x.shape
    E = w.shape[0]
    out = np.zeros((N, E))
    for n in range(N):
        scores = [sum(x[n, f] * w[e, f] for f in range(D)) for e in range(E)]  # (E)
        chosen = []
        for _ in range(k):  # the best that is left; `>` lets the lower index win
            best = None
            for e in range(E):
                if e not in chosen and (best is None or scores[e] > scores[best]):
                    best = e
            chosen.append(best)
        powers = [math.exp(scores[e] - scores[chosen[0]]) for e in chosen]
        for e, power in zip(chosen, powers):
            out[n, e] = power / sum(powers)
    return out
