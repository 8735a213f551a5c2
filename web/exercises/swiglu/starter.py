import numpy as np


def swiglu(x, w_gate, w_up, w_down):
    """The gated feed-forward network of Llama. Each weight is applied as x @ w.T.

    x: tokens, (B, L, D)
    w_gate: weight of the branch with the activation, (F, D)
    w_up: weight of the other branch, (F, D)
    w_down: weight back to D features, (D, F)
    Returns (B, L, D).
    """
    # TODO: SiLU on the gate, times the other branch, and back to D features.
    return np.zeros_like(x)
