import numpy as np


def llama_block(x, params, num_heads, num_kv_heads, base, eps):
    h = x + attention(rms_norm(x, params["gamma1"], eps), params, num_heads, num_kv_heads, base)  # (B, L, D)
    n = rms_norm(h, params["gamma2"], eps)
    gate = np.einsum("bld,fd->blf", n, params["w_gate"])  # (B, L, F)
    up = np.einsum("bld,fd->blf", n, params["w_up"])
    return h + np.einsum("blf,df->bld", gate / (1 + np.exp(-gate)) * up, params["w_down"])


def attention(x, params, num_heads, num_kv_heads, base):
    batch, length, dim = x.shape
    groups, size, d = num_kv_heads, num_heads // num_kv_heads, dim // num_heads
    # D: features of a token. g: group, r: query head of the group, d: feature of a head.
    wq = params["wq"].reshape(groups, size, d, dim)  # a view: query heads of a group lie side by side
    wk, wv = (params[name].reshape(groups, d, dim) for name in ("wk", "wv"))
    q = rotate(np.einsum("blD,grdD->bgrld", x, wq), base)  # (B, G, H / G, L, d)
    k = rotate(np.einsum("bsD,gdD->bgsd", x, wk), base)  # (B, G, L, d)
    v = np.einsum("bsD,gdD->bgsd", x, wv)

    scores = np.einsum("bgrld,bgsd->bgrls", q, k) / np.sqrt(d)  # (B, G, H / G, L, L)
    scores = np.where(np.tri(length, dtype=bool), scores, -np.inf)
    powers = np.exp(scores - scores.max(axis=-1, keepdims=True))
    weights = powers / powers.sum(axis=-1, keepdims=True)
    wo = params["wo"].reshape(dim, groups, size, d)
    return np.einsum("bgrls,bgsd,Dgrd->blD", weights, v, wo, optimize=True)  # (B, L, D)


def rotate(x, base):
    length, d = x.shape[-2:]
    angles = np.einsum("l,i->li", np.arange(length), base ** (-np.arange(0, d, 2) / d))  # (L, d/2)
    first, second = np.split(x, 2, axis=-1)
    cos, sin = np.cos(angles), np.sin(angles)
    return np.concatenate([first * cos - second * sin, second * cos + first * sin], axis=-1)


def rms_norm(x, gamma, eps):
    mean_square = np.einsum("bld,bld->bl", x, x)[..., None] / x.shape[-1]  # (B, L, 1)
    return gamma * x / np.sqrt(mean_square + eps)
