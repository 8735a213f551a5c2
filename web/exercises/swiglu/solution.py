import numpy as np


def silu(x):
    return x / (1 + np.exp(-x))


def swiglu(x, w_gate, w_up, w_down):
    gate = silu(x @ w_gate.T)  # (B, L, D) @ (D, F)
    hidden = gate * (x @ w_up.T)  # (B, L, F), element by element
    return hidden @ w_down.T  # (B, L, F) @ (F, D)
