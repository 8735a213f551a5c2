import numpy as np


def swiglu(x, w_gate, w_up, w_down):
    gate = np.einsum("bld,fd->blf", x, w_gate)  # (B, L, F)
    up = np.einsum("bld,fd->blf", x, w_up)  # (B, L, F)
    hidden = gate / (1 + np.exp(-gate)) * up  # (B, L, F)
    return np.einsum("blf,df->bld", hidden, w_down)  # (B, L, D)
