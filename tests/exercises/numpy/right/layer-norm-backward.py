import numpy as np

# %% short
def layer_norm_backward(x, gamma, dy, eps):
    m = x.mean(-1, keepdims=True)
    s = 1 / np.sqrt(((x - m) ** 2).mean(-1, keepdims=True) + eps)
    n = (x - m) * s
    g = dy * gamma
    dx = s * (g - g.mean(-1, keepdims=True) - n * np.mean(g * n, axis=-1, keepdims=True))
    return dx, np.einsum("bld,bld->d", dy, n), np.einsum("bld->d", dy)


# %% step by step, through variance and mean
def layer_norm_backward(x, gamma, dy, eps):
    D = x.shape[-1]
    d = x - x.mean(axis=-1, keepdims=True)
    v = (d**2).mean(axis=-1, keepdims=True) + eps
    dn = dy * gamma
    dv = (dn * d).sum(-1, keepdims=True) * -0.5 * v**-1.5
    dd = dn / np.sqrt(v) + dv * 2 * d / D
    dx = dd - dd.mean(-1, keepdims=True)
    return dx, (dy * d / np.sqrt(v)).reshape(-1, D).sum(0), dy.reshape(-1, D).sum(0)


# %% D in front, in float32
def layer_norm_backward(x, gamma, dy, eps):
    x, gamma, dy = (a.astype(np.float32) for a in (x, gamma, dy))
    D = np.float32(x.shape[-1])
    mu = x.sum(-1, keepdims=True) / D
    inv = 1.0 / np.sqrt(np.square(x - mu).sum(-1, keepdims=True) / D + np.float32(eps))
    n = (x - mu) * inv
    g = dy * gamma
    dx = inv / D * (D * g - g.sum(-1, keepdims=True) - n * (g * n).sum(-1, keepdims=True))
    return dx, (dy * n).sum((0, 1)), dy.sum((0, 1))


# %% the Jacobian of each token
def layer_norm_backward(x, gamma, dy, eps):
    B, L, D = x.shape
    s = np.sqrt(x.var(-1, keepdims=True) + eps)
    n = (x - x.mean(-1, keepdims=True)) / s
    J = (np.eye(D) - 1 / D - n[..., :, None] * n[..., None, :] / D) / s[..., None]
    dx = np.einsum("bli,blij->blj", dy * gamma, J)
    return dx, (dy * n).sum(axis=0).sum(axis=0), dy.sum(axis=0).sum(axis=0)
