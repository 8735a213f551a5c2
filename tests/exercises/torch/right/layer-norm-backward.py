import torch

# %% short
def layer_norm_backward(x, gamma, dy, eps):
    mu, var = x.mean(-1, keepdim=True), x.var(-1, unbiased=False, keepdim=True)
    rstd = (var + eps).rsqrt()
    n = (x - mu) * rstd
    g = dy * gamma
    dx = rstd * (g - g.mean(-1, keepdim=True) - n * (g * n).mean(-1, keepdim=True))
    return dx, (dy * n).sum((0, 1)), dy.sum((0, 1))


# %% step by step
def layer_norm_backward(x, gamma, dy, eps):
    D = x.shape[-1]
    d = x - x.mean(dim=-1, keepdim=True)
    v = d.pow(2).mean(dim=-1, keepdim=True) + eps
    dn = dy * gamma
    dv = (dn * d).sum(-1, keepdim=True) * -0.5 * v.pow(-1.5)
    dd = dn / v.sqrt() + dv * 2 * d / D
    dx = dd - dd.mean(-1, keepdim=True)
    return dx, (dy * d / v.sqrt()).flatten(0, 1).sum(0), dy.flatten(0, 1).sum(0)


# %% D in front, with einsum
def layer_norm_backward(x, gamma, dy, eps):
    D = x.size(-1)
    var, mu = torch.var_mean(x, dim=-1, correction=0, keepdim=True)
    rstd = 1 / torch.sqrt(var + eps)
    n = (x - mu) * rstd
    g = gamma * dy
    dots = torch.einsum("bld,bld->bl", g, n).unsqueeze(-1)
    dx = rstd / D * (D * g - g.sum(-1, keepdim=True) - n * dots)
    return dx, torch.einsum("bld,bld->d", dy, n), torch.einsum("bld->d", dy)
