import numpy as np


def squeeze_excitation(x, w1, b1, w2, b2):
    B, C, h, w = x.shape
    r = len(b1)
    gate = np.zeros((B, C))
    for b in range(B):
        squeezed = [sum(x[b, c, i, j] for i in range(h) for j in range(w)) / (h * w) for c in range(C)]
        hidden = [max(0.0, b1[k] + sum(w1[k, c] * squeezed[c] for c in range(C))) for k in range(r)]
        for c in range(C):
            z = b2[c] + sum(w2[c, k] * hidden[k] for k in range(r))
            gate[b, c] = 1 / (1 + np.exp(-z))
    out = np.zeros((B, C, h, w))
    for b in range(B):
        for c in range(C):
            for i in range(h):
                for j in range(w):
                    out[b, c, i, j] = x[b, c, i, j] * gate[b, c]
    return out, gate
