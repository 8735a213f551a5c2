import numpy as np


# %% helpers, -1e30 and the mask once more
def layer_norm(x, gamma, beta, eps=1e-5):
    centred = x - x.mean(axis=-1, keepdims=True)
    return gamma * centred / np.sqrt((centred**2).mean(axis=-1, keepdims=True) + eps) + beta


def mha(query, source, mask, p, names, num_heads):
    wq, bq, wk, bk, wv, bv, wo, bo = (p[n] for n in names)
    B, L, D = query.shape
    S, d = source.shape[1], D // num_heads
    q = (query @ wq.T + bq).reshape(B, L, num_heads, d).swapaxes(1, 2)
    k = (source @ wk.T + bk).reshape(B, S, num_heads, d).swapaxes(1, 2)
    v = (source @ wv.T + bv).reshape(B, S, num_heads, d).swapaxes(1, 2)
    s = np.where(mask, q @ k.swapaxes(2, 3) * d**-0.5, -1e30)
    a = np.exp(s - s.max(axis=-1, keepdims=True)) * mask
    a = a / np.maximum(a.sum(axis=-1, keepdims=True), 1e-12)
    return (a @ v).swapaxes(1, 2).reshape(B, L, D) @ wo.T + bo


def decoder_layer(x, memory, memory_mask, params, num_heads):
    own = ["wq", "bq", "wk", "bk", "wv", "bv", "wo", "bo"]
    L = x.shape[1]
    i = np.arange(L)
    causal = (i[None, :] <= i[:, None])[None, None]
    x = layer_norm(x + mha(x, x, causal, params, own, num_heads), params["gamma1"], params["beta1"])
    cross = mha(x, memory, memory_mask[:, None, None, :], params, ["cross_" + n for n in own], num_heads)
    x = layer_norm(x + cross, params["gamma2"], params["beta2"])
    ff = np.maximum(x @ params["w1"].T + params["b1"], 0) @ params["w2"].T + params["b2"]
    return layer_norm(x + ff, params["gamma3"], params["beta3"])


# %% einsum, NaN cleared
def attend(a, b, keep, p, pre, H):
    D = a.shape[-1]
    cut = lambda t, n: (t @ p[f"{pre}w{n}"].T + p[f"{pre}b{n}"]).reshape(*t.shape[:2], H, D // H)
    q, k, v = cut(a, "q"), cut(b, "k"), cut(b, "v")
    s = np.einsum("blhd,bshd->bhls", q, k) / np.sqrt(D // H)
    s = np.where(keep, s, -np.inf)
    with np.errstate(invalid="ignore"):
        e = np.exp(s - s.max(-1, keepdims=True))
        w = np.nan_to_num(e / e.sum(-1, keepdims=True))
    return np.einsum("bhls,bshd->blhd", w, v).reshape(a.shape) @ p[f"{pre}wo"].T + p[f"{pre}bo"]


def norm(x, g, b):
    return g * (x - x.mean(-1, keepdims=True)) / np.sqrt(x.var(-1, keepdims=True) + 1e-5) + b


def decoder_layer(x, memory, memory_mask, params, num_heads):
    p = params
    h = norm(x + attend(x, x, ~np.triu(np.ones((x.shape[1],) * 2, dtype=bool), 1), p, "", num_heads), p["gamma1"], p["beta1"])
    u = norm(h + attend(h, memory, memory_mask[:, None, None], p, "cross_", num_heads), p["gamma2"], p["beta2"])
    return norm(u + np.clip(u @ p["w1"].T + p["b1"], 0, None) @ p["w2"].T + p["b2"], p["gamma3"], p["beta3"])
