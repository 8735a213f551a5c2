import numpy as np


def lora_linear(x, w, a, b, alpha):
    r = a.shape[0]
    base = np.einsum("nd,fd->nf", x, w)  # (N, F)
    hidden = np.einsum("nd,rd->nr", x, a)  # (N, r)
    update = np.einsum("nr,fr->nf", hidden, b)  # (N, F)
    return base + alpha / r * update
