import torch

# %% unbiased-variance: var(-1)
def layer_norm_backward(x, gamma, dy, eps):
    rstd = torch.rsqrt(x.var(-1, keepdim=True) + eps)
    n = (x - x.mean(-1, keepdim=True)) * rstd
    g = dy * gamma
    dx = rstd * (g - g.mean(-1, keepdim=True) - n * (g * n).mean(-1, keepdim=True))
    return dx, (dy * n).sum((0, 1)), dy.sum((0, 1))


# %% variance-term-missing: no second mean
def layer_norm_backward(x, gamma, dy, eps):
    rstd = torch.rsqrt(x.var(-1, correction=0, keepdim=True) + eps)
    n = (x - x.mean(-1, keepdim=True)) * rstd
    g = dy * gamma
    return rstd * (g - g.mean(-1, keepdim=True)), (dy * n).sum((0, 1)), dy.sum((0, 1))


# %% mean-term-missing: as in RMSNorm
def layer_norm_backward(x, gamma, dy, eps):
    rstd = torch.rsqrt(x.var(-1, correction=0, keepdim=True) + eps)
    n = (x - x.mean(-1, keepdim=True)) * rstd
    g = dy * gamma
    return rstd * (g - n * (g * n).mean(-1, keepdim=True)), (dy * n).sum((0, 1)), dy.sum((0, 1))


# %% dgamma-of-raw-input: dy x
def layer_norm_backward(x, gamma, dy, eps):
    rstd = torch.rsqrt(x.var(-1, correction=0, keepdim=True) + eps)
    n = (x - x.mean(-1, keepdim=True)) * rstd
    g = dy * gamma
    dx = rstd * (g - g.mean(-1, keepdim=True) - n * (g * n).mean(-1, keepdim=True))
    return dx, (dy * x).sum((0, 1)), dy.sum((0, 1))


# %% not-summed-over-tokens: as they are
def layer_norm_backward(x, gamma, dy, eps):
    rstd = torch.rsqrt(x.var(-1, correction=0, keepdim=True) + eps)
    n = (x - x.mean(-1, keepdim=True)) * rstd
    g = dy * gamma
    dx = rstd * (g - g.mean(-1, keepdim=True) - n * (g * n).mean(-1, keepdim=True))
    return dx, dy * n, dy


# %% missing-keepdims: mean(-1)
def layer_norm_backward(x, gamma, dy, eps):
    rstd = torch.rsqrt(x.var(-1, correction=0, keepdim=True) + eps)
    n = (x - x.mean(-1, keepdim=True)) * rstd
    g = dy * gamma
    dx = rstd * (g - g.mean(-1) - n * (g * n).mean(-1))
    return dx, (dy * n).sum((0, 1)), dy.sum((0, 1))


# %% outputs-reordered: beta first
def layer_norm_backward(x, gamma, dy, eps):
    rstd = torch.rsqrt(x.var(-1, correction=0, keepdim=True) + eps)
    n = (x - x.mean(-1, keepdim=True)) * rstd
    g = dy * gamma
    dx = rstd * (g - g.mean(-1, keepdim=True) - n * (g * n).mean(-1, keepdim=True))
    return dx, dy.sum((0, 1)), (dy * n).sum((0, 1))
