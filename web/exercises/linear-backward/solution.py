import numpy as np


def linear_backward(x, w, dy):
    F, D = w.shape
    tokens = x.reshape(-1, D)  # (B * L, D)
    gradients = dy.reshape(-1, F)  # (B * L, F)
    dx = dy @ w  # (B, L, F) @ (F, D)
    dw = gradients.T @ tokens  # (F, B * L) @ (B * L, D)
    db = gradients.sum(axis=0)  # (F)
    return dx, dw, db
