import math

import numpy as np


def swiglu(x, w_gate, w_up, w_down):
    B, L, D = x.shape
    F = w_gate.shape[0]
    out = np.zeros((B, L, D))
    for b in range(B):
        for i in range(L):
            token = x[b, i]  # (D)
            hidden = np.zeros(F)
            for f in range(F):
                gate = sum(w_gate[f, c] * token[c] for c in range(D))
                up = sum(w_up[f, c] * token[c] for c in range(D))
                hidden[f] = gate / (1 + math.exp(-gate)) * up
            for c in range(D):
                out[b, i, c] = sum(w_down[c, f] * hidden[f] for f in range(F))
    return out
