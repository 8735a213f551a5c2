import numpy as np


def rms_norm(x, gamma, eps):
    """Root mean square normalisation over the last axis.

    x: tokens, shape (B, L, D); gamma: gain of each feature, shape (D); eps: added to the mean square.
    Returns normalised tokens, shape (B, L, D).
    """
    # TODO: divide every token by its root mean square, then multiply its features by gamma.
    return np.zeros_like(x)
