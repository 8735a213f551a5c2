import numpy as np


def linear_backward(x, w, dy):
    dx = np.einsum("blf,fd->bld", dy, w)  # (B, L, D)
    dw = np.einsum("blf,bld->fd", dy, x)  # (F, D): b and l are summed
    db = np.einsum("blf->f", dy)  # (F)
    return dx, dw, db
