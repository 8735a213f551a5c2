import numpy as np

# %% statistics-as-constants: dy gamma / s
def layer_norm_backward(x, gamma, dy, eps):
    s = np.sqrt(x.var(-1, keepdims=True) + eps)
    n = (x - x.mean(-1, keepdims=True)) / s
    return dy * gamma / s, (dy * n).sum((0, 1)), dy.sum((0, 1))


# %% gamma-misplaced: gamma last
def layer_norm_backward(x, gamma, dy, eps):
    s = np.sqrt(x.var(-1, keepdims=True) + eps)
    n = (x - x.mean(-1, keepdims=True)) / s
    dx = gamma * (dy - dy.mean(-1, keepdims=True) - n * (dy * n).mean(-1, keepdims=True)) / s
    return dx, (dy * n).sum((0, 1)), dy.sum((0, 1))


# %% not-summed-over-tokens: axis 0 only
def layer_norm_backward(x, gamma, dy, eps):
    s = np.sqrt(x.var(-1, keepdims=True) + eps)
    n = (x - x.mean(-1, keepdims=True)) / s
    g = dy * gamma
    dx = (g - g.mean(-1, keepdims=True) - n * (g * n).mean(-1, keepdims=True)) / s
    return dx, (dy * n).sum(axis=0), dy.sum(axis=0)


# %% missing-keepdims: mean(-1)
def layer_norm_backward(x, gamma, dy, eps):
    s = np.sqrt(x.var(-1, keepdims=True) + eps)
    n = (x - x.mean(-1, keepdims=True)) / s
    g = dy * gamma
    dx = (g - g.mean(-1) - n * (g * n).mean(-1)) / s
    return dx, (dy * n).sum((0, 1)), dy.sum((0, 1))


# %% unbiased-variance: ddof=1
def layer_norm_backward(x, gamma, dy, eps):
    s = np.sqrt(x.var(-1, keepdims=True, ddof=1) + eps)
    n = (x - x.mean(-1, keepdims=True)) / s
    g = dy * gamma
    dx = (g - g.mean(-1, keepdims=True) - n * (g * n).mean(-1, keepdims=True)) / s
    return dx, (dy * n).sum((0, 1)), dy.sum((0, 1))


# %% averaged-over-tokens: mean of dgamma and dbeta
def layer_norm_backward(x, gamma, dy, eps):
    s = np.sqrt(x.var(-1, keepdims=True) + eps)
    n = (x - x.mean(-1, keepdims=True)) / s
    g = dy * gamma
    dx = (g - g.mean(-1, keepdims=True) - n * (g * n).mean(-1, keepdims=True)) / s
    return dx, (dy * n).mean((0, 1)), dy.mean((0, 1))
