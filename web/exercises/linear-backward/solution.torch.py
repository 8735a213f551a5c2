import torch


def linear_backward(x, w, dy):
    tokens = x.flatten(0, 1)  # (B * L, D)
    gradients = dy.flatten(0, 1)  # (B * L, F)
    dx = dy @ w  # (B, L, F) @ (F, D)
    dw = gradients.T @ tokens  # (F, B * L) @ (B * L, D)
    db = gradients.sum(dim=0)  # (F)
    return dx, dw, db
