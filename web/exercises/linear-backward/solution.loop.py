import numpy as np


def linear_backward(x, w, dy):
    B, L, D = x.shape
    F = w.shape[0]
    dx = np.zeros((B, L, D))
    dw = np.zeros((F, D))
    db = np.zeros(F)
    for b in range(B):
        for i in range(L):
            for f in range(F):
                db[f] += dy[b, i, f]
                for c in range(D):
                    # y[b, i, f] has the term x[b, i, c] * w[f, c].
                    dx[b, i, c] += dy[b, i, f] * w[f, c]
                    dw[f, c] += dy[b, i, f] * x[b, i, c]
    return dx, dw, db
