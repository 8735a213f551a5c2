import numpy as np


def lora_linear(x, w, a, b, alpha):
    """A frozen linear layer with a low-rank update.

    x: (N, D)
    w: frozen weight, (F, D), applied as x @ w.T
    a: (r, D); b: (F, r)
    alpha: the update is scaled by alpha / r
    Returns (N, F).
    """
    # TODO: add the scaled low-rank update to what the frozen weight gives.
    return x @ w.T
