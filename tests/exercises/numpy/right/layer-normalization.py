import numpy as np


# %% by moments
def layer_norm(x, gamma, beta, eps):
    mean = x.mean(-1, keepdims=True)
    centred = x - mean
    return centred / np.sqrt((centred ** 2).mean(-1, keepdims=True) + eps) * gamma + beta


# %% a centring matrix and a norm
def layer_norm(x, gamma, beta, eps):
    D = x.shape[-1]
    c = x @ (np.eye(D) - 1 / D)
    n = np.linalg.norm(c, axis=-1, keepdims=True)
    return gamma * c / np.hypot(n / np.sqrt(D), np.sqrt(eps)) + beta
