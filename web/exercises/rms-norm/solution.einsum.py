import numpy as np


def rms_norm(x, gamma, eps):
    mean_square = np.einsum("bld,bld->bl", x, x) / x.shape[-1]  # (B, L)
    return np.einsum("bld,bl,d->bld", x, 1 / np.sqrt(mean_square + eps), gamma)  # (B, L, D)
