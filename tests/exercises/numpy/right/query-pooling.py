import numpy as np


# %% queries tiled, NaN cleared
def query_pooling(queries, x, mask, params, num_heads):
    B, S, D = x.shape
    N = queries.shape[0]
    d = D // num_heads
    tiled = np.tile(queries, (B, 1, 1))
    q = (tiled @ params["wq"].T + params["bq"]).reshape(B, N, num_heads, d).transpose(0, 2, 1, 3)
    k = (x @ params["wk"].T + params["bk"]).reshape(B, S, num_heads, d).transpose(0, 2, 1, 3)
    v = (x @ params["wv"].T + params["bv"]).reshape(B, S, num_heads, d).transpose(0, 2, 1, 3)
    scores = q @ k.transpose(0, 1, 3, 2) / np.sqrt(d)
    scores = np.where(mask[:, None, None, :], scores, -np.inf)
    with np.errstate(invalid="ignore"):
        e = np.exp(scores - scores.max(axis=-1, keepdims=True))
        w = np.nan_to_num(e / e.sum(axis=-1, keepdims=True))
    return (w @ v).transpose(0, 2, 1, 3).reshape(B, N, D) @ params["wo"].T + params["bo"], w


# %% entry by entry, real tokens only
def query_pooling(queries, x, mask, params, num_heads):
    N, D = queries.shape
    d = D // num_heads
    q = queries @ params["wq"].T + params["bq"]
    out = np.zeros((len(x), N, D))
    for b in range(len(x)):
        real = x[b][np.asarray(mask[b], dtype=bool)]
        if len(real) == 0:
            continue
        k, v = real @ params["wk"].T + params["bk"], real @ params["wv"].T + params["bv"]
        for h in range(num_heads):
            s = slice(h * d, (h + 1) * d)
            a = q[:, s] @ k[:, s].T / d**0.5
            a = np.exp(a - a.max(axis=1)[:, None])
            out[b, :, s] = a @ v[:, s] / a.sum(axis=1)[:, None]
    return out @ params["wo"].T + params["bo"]


# %% einsum with broadcasting, -1e9 and the mask once more
def query_pooling(queries, x, mask, params, num_heads):
    N, D = queries.shape
    split = lambda t: t.reshape(*t.shape[:-1], num_heads, D // num_heads)
    q, k, v = (split(t @ params["w" + n].T + params["b" + n]) for t, n in ((queries, "q"), (x, "k"), (x, "v")))
    s = np.einsum("nhd,bkhd->bhnk", q, k) / np.sqrt(D // num_heads)
    keep = mask[:, None, None, :]
    s = np.where(keep, s, -1e9)
    a = np.exp(s - s.max(-1, keepdims=True))
    a = a / a.sum(-1, keepdims=True) * keep
    return np.einsum("bhnk,bkhd->bnhd", a, v).reshape(len(x), N, D) @ params["wo"].T + params["bo"]
