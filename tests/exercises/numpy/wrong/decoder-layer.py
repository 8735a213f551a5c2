import numpy as np


def linear(x, w, b):
    return x @ w.T + b


def norm(x, p, n):
    mean, var = x.mean(-1, keepdims=True), x.var(-1, keepdims=True)
    return p[f"gamma{n}"] * (x - mean) / np.sqrt(var + 1e-5) + p[f"beta{n}"]


def feed(x, p):
    return linear(np.maximum(linear(x, p["w1"], p["b1"]), 0), p["w2"], p["b2"])


def attend(x, source, visible, p, prefix, H, hidden=-np.inf, clear=True):
    B, L, D = x.shape
    split = lambda t: t.reshape(B, -1, H, D // H).transpose(0, 2, 1, 3)
    q, k, v = (split(linear(t, p[prefix + "w" + n], p[prefix + "b" + n])) for t, n in ((x, "q"), (source, "k"), (source, "v")))
    s = np.where(visible, q @ k.transpose(0, 1, 3, 2) / np.sqrt(D // H), hidden)
    with np.errstate(invalid="ignore"):
        e = np.exp(s - s.max(-1, keepdims=True))
        w = e / e.sum(-1, keepdims=True)
    if clear:
        w = np.nan_to_num(w)
    return linear((w @ v).transpose(0, 2, 1, 3).reshape(B, L, D), p[prefix + "wo"], p[prefix + "bo"])


def past(L):
    return np.tril(np.ones((L, L), dtype=bool))


# %% self-attention-not-causal: all visible
def decoder_layer(x, memory, memory_mask, params, num_heads):
    p, H, L = params, num_heads, x.shape[1]
    real = memory_mask[:, None, None, :]
    h = norm(x + attend(x, x, True, p, "", H), p, 1)
    u = norm(h + attend(h, memory, real, p, "cross_", H), p, 2)
    return norm(u + feed(u, p), p, 3)


# %% causal-where-not-wanted: tril beside the mask
def decoder_layer(x, memory, memory_mask, params, num_heads):
    p, H, L = params, num_heads, x.shape[1]
    real = memory_mask[:, None, None, :]
    h = norm(x + attend(x, x, past(L), p, "", H), p, 1)
    both = np.tril(np.ones((L, memory.shape[1]), dtype=bool)) & real
    u = norm(h + attend(h, memory, both, p, "cross_", H), p, 2)
    return norm(u + feed(u, p), p, 3)


# %% keys-from-target: self-attention again
def decoder_layer(x, memory, memory_mask, params, num_heads):
    p, H, L = params, num_heads, x.shape[1]
    real = memory_mask[:, None, None, :]
    h = norm(x + attend(x, x, past(L), p, "", H), p, 1)
    u = norm(h + attend(h, h, True, p, "cross_", H), p, 2)
    return norm(u + feed(u, p), p, 3)


# %% sublayers-in-the-wrong-order: the feed-forward network in between
def decoder_layer(x, memory, memory_mask, params, num_heads):
    p, H, L = params, num_heads, x.shape[1]
    real = memory_mask[:, None, None, :]
    h = norm(x + attend(x, x, past(L), p, "", H), p, 1)
    u = norm(h + feed(h, p), p, 2)
    return norm(u + attend(u, memory, real, p, "cross_", H), p, 3)


# %% single-norm: at the end
def decoder_layer(x, memory, memory_mask, params, num_heads):
    p, H, L = params, num_heads, x.shape[1]
    real = memory_mask[:, None, None, :]
    h = x + attend(x, x, past(L), p, "", H)
    u = h + attend(h, memory, real, p, "cross_", H)
    return norm(u + feed(u, p), p, 3)


# %% missing-residual: of the cross-attention
def decoder_layer(x, memory, memory_mask, params, num_heads):
    p, H, L = params, num_heads, x.shape[1]
    real = memory_mask[:, None, None, :]
    h = norm(x + attend(x, x, past(L), p, "", H), p, 1)
    u = norm(attend(h, memory, real, p, "cross_", H), p, 2)
    return norm(u + feed(u, p), p, 3)


# %% masked-row-nan: -inf
def decoder_layer(x, memory, memory_mask, params, num_heads):
    p, H, L = params, num_heads, x.shape[1]
    real = memory_mask[:, None, None, :]
    h = norm(x + attend(x, x, past(L), p, "", H), p, 1)
    u = norm(h + attend(h, memory, real, p, "cross_", H, clear=False), p, 2)
    return norm(u + feed(u, p), p, 3)


# %% attention-parameters-shared: one set
def decoder_layer(x, memory, memory_mask, params, num_heads):
    p, H, L = params, num_heads, x.shape[1]
    real = memory_mask[:, None, None, :]
    h = norm(x + attend(x, x, past(L), p, "", H), p, 1)
    u = norm(h + attend(h, memory, real, p, "", H), p, 2)
    return norm(u + feed(u, p), p, 3)


# %% pre-norm: as in later models
def decoder_layer(x, memory, memory_mask, params, num_heads):
    p, H, L = params, num_heads, x.shape[1]
    real = memory_mask[:, None, None, :]
    n = norm(x, p, 1)
    h = x + attend(n, n, past(L), p, "", H)
    u = h + attend(norm(h, p, 2), memory, real, p, "cross_", H)
    return u + feed(norm(u, p, 3), p)
