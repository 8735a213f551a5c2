import numpy as np


def lora_linear(x, w, a, b, alpha):
    r = a.shape[0]
    base = x @ w.T  # (N, D) @ (D, F) to (N, F)
    update = x @ a.T @ b.T  # (N, D) @ (D, r) @ (r, F) to (N, F), from the left
    return base + alpha / r * update
