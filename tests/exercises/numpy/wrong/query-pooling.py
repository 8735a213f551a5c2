import numpy as np


def softmax(x, axis=-1):
    e = np.exp(x - x.max(axis=axis, keepdims=True))
    return e / e.sum(axis=axis, keepdims=True)


def attend(q, k, v, mask, params, num_heads, weigh=None):
    B, d = k.shape[0], q.shape[-1] // num_heads
    q, k, v = (t.reshape(B, t.shape[1], num_heads, d).transpose(0, 2, 1, 3) for t in (q, k, v))
    scores = q @ k.transpose(0, 1, 3, 2) / np.sqrt(d)
    if mask is not None:
        scores = np.where(mask[:, None, None, :], scores, -np.inf)
    with np.errstate(invalid="ignore"):
        weights = np.nan_to_num(softmax(scores)) if weigh is None else weigh(scores)
    merged = (weights @ v).transpose(0, 2, 1, 3).reshape(B, q.shape[2], -1)
    return merged @ params["wo"].T + params["bo"]


def project(t, params, name):
    return t @ params["w" + name].T + params["b" + name]


# %% queries-not-repeated: the batch as one sequence
def query_pooling(queries, x, mask, params, num_heads):
    q = project(queries[None], params, "q")
    k, v = project(x.reshape(1, -1, x.shape[-1]), params, "k"), project(x.reshape(1, -1, x.shape[-1]), params, "v")
    out = attend(q, k, v, mask.reshape(1, -1), params, num_heads)
    return np.tile(out, (len(x), 1, 1))


# %% queries-interleaved: np.repeat
def query_pooling(queries, x, mask, params, num_heads):
    q = project(np.repeat(queries, len(x), axis=0).reshape(len(x), *queries.shape), params, "q")
    k, v = project(x, params, "k"), project(x, params, "v")
    out = attend(q, k, v, mask, params, num_heads)
    return out


# %% softmax-over-queries: slots
def query_pooling(queries, x, mask, params, num_heads):
    q = project(np.tile(queries, (len(x), 1, 1)), params, "q")
    k, v = project(x, params, "k"), project(x, params, "v")
    out = attend(q, k, v, None, params, num_heads, lambda s: (lambda a: np.nan_to_num(a / a.sum(-1, keepdims=True)))(softmax(s, axis=-2) * mask[:, None, None, :]))
    return out


# %% padding-attended: no mask
def query_pooling(queries, x, mask, params, num_heads):
    q = project(np.tile(queries, (len(x), 1, 1)), params, "q")
    k, v = project(x, params, "k"), project(x, params, "v")
    out = attend(q, k, v, None, params, num_heads)
    return out


# %% keys-from-queries: queries among themselves
def query_pooling(queries, x, mask, params, num_heads):
    q = project(np.tile(queries, (len(x), 1, 1)), params, "q")
    k, v = project(np.tile(queries, (len(x), 1, 1)), params, "k"), project(np.tile(queries, (len(x), 1, 1)), params, "v")
    out = attend(q, k, v, None, params, num_heads)
    return out


# %% queries-not-projected: as they are
def query_pooling(queries, x, mask, params, num_heads):
    q = np.tile(queries, (len(x), 1, 1))
    k, v = project(x, params, "k"), project(x, params, "v")
    out = attend(q, k, v, mask, params, num_heads)
    return out


# %% residual-added: plus queries
def query_pooling(queries, x, mask, params, num_heads):
    q = project(np.tile(queries, (len(x), 1, 1)), params, "q")
    k, v = project(x, params, "k"), project(x, params, "v")
    out = attend(q, k, v, mask, params, num_heads)
    return out + queries


# %% masked-row-nan: -inf
def query_pooling(queries, x, mask, params, num_heads):
    q = project(np.tile(queries, (len(x), 1, 1)), params, "q")
    k, v = project(x, params, "k"), project(x, params, "v")
    out = attend(q, k, v, mask, params, num_heads, softmax)
    return out


# %% results-averaged: mean
def query_pooling(queries, x, mask, params, num_heads):
    q = project(np.tile(queries, (len(x), 1, 1)), params, "q")
    k, v = project(x, params, "k"), project(x, params, "v")
    out = attend(q, k, v, mask, params, num_heads)
    return out.mean(axis=1)


# %% mask-inverted: not
def query_pooling(queries, x, mask, params, num_heads):
    q = project(np.tile(queries, (len(x), 1, 1)), params, "q")
    k, v = project(x, params, "k"), project(x, params, "v")
    out = attend(q, k, v, ~mask, params, num_heads)
    return out
