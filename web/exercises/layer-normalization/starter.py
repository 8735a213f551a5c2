import numpy as np


def layer_norm(x, gamma, beta, eps):
    """Layer normalisation over the last axis.

    x: tokens, shape (B, L, D); gamma, beta: scale and shift of each feature, shape (D); eps: added to the variance.
    Returns normalised tokens, shape (B, L, D).
    """
    # TODO: give every token mean 0 and variance 1, then scale and shift its features.
    return np.zeros_like(x)
