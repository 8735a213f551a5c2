import numpy as np


def lora_linear(x, w, a, b, alpha):
    N, D = x.shape
    F, r = b.shape
    out = np.zeros((N, F))
    for n in range(N):
        hidden = np.zeros(r)  # x[n] in r dimensions
        for k in range(r):
            for i in range(D):
                hidden[k] += a[k, i] * x[n, i]
        for f in range(F):
            for i in range(D):
                out[n, f] += w[f, i] * x[n, i]
            for k in range(r):
                out[n, f] += alpha / r * b[f, k] * hidden[k]
    return out
