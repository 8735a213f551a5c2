import numpy as np


def softmax(x, axis=-1):
    e = np.exp(x - x.max(axis=axis, keepdims=True))
    return e / e.sum(axis=axis, keepdims=True)


# %% queries-and-keys-swapped: memory asks
def cross_attention(x, memory, memory_mask, params, num_heads):
    B, L, D = x.shape
    d = D // num_heads
    q = memory @ params["wq"].T + params["bq"]
    k = x @ params["wk"].T + params["bk"]
    v = x @ params["wv"].T + params["bv"]
    q, k, v = (t.reshape(B, t.shape[1], num_heads, d).transpose(0, 2, 1, 3) for t in (q, k, v))
    scores = q @ k.transpose(0, 1, 3, 2) / np.sqrt(d)
    weights = softmax(scores)
    return (weights @ v).transpose(0, 2, 1, 3).reshape(B, -1, D) @ params["wo"].T + params["bo"]


# %% queries-and-keys-swapped: memory asks itself
def cross_attention(x, memory, memory_mask, params, num_heads):
    B, L, D = x.shape
    d = D // num_heads
    q = memory @ params["wq"].T + params["bq"]
    k = memory @ params["wk"].T + params["bk"]
    v = memory @ params["wv"].T + params["bv"]
    q, k, v = (t.reshape(B, t.shape[1], num_heads, d).transpose(0, 2, 1, 3) for t in (q, k, v))
    scores = q @ k.transpose(0, 1, 3, 2) / np.sqrt(d)
    scores = np.where(memory_mask[:, None, None, :], scores, -np.inf)
    weights = np.nan_to_num(softmax(scores))
    return (weights @ v).transpose(0, 2, 1, 3).reshape(B, -1, D) @ params["wo"].T + params["bo"]


# %% keys-from-target: x
def cross_attention(x, memory, memory_mask, params, num_heads):
    B, L, D = x.shape
    d = D // num_heads
    q = x @ params["wq"].T + params["bq"]
    k = x @ params["wk"].T + params["bk"]
    v = memory @ params["wv"].T + params["bv"]
    q, k, v = (t.reshape(B, t.shape[1], num_heads, d).transpose(0, 2, 1, 3) for t in (q, k, v))
    scores = q @ k.transpose(0, 1, 3, 2) / np.sqrt(d)
    scores = np.where(memory_mask[:, None, None, :], scores, -np.inf)
    weights = np.nan_to_num(softmax(scores))
    return (weights @ v).transpose(0, 2, 1, 3).reshape(B, L, D) @ params["wo"].T + params["bo"]


# %% keys-from-target: self-attention
def cross_attention(x, memory, memory_mask, params, num_heads):
    B, L, D = x.shape
    d = D // num_heads
    q = x @ params["wq"].T + params["bq"]
    k = x @ params["wk"].T + params["bk"]
    v = x @ params["wv"].T + params["bv"]
    q, k, v = (t.reshape(B, t.shape[1], num_heads, d).transpose(0, 2, 1, 3) for t in (q, k, v))
    scores = q @ k.transpose(0, 1, 3, 2) / np.sqrt(d)
    weights = softmax(scores)
    return (weights @ v).transpose(0, 2, 1, 3).reshape(B, L, D) @ params["wo"].T + params["bo"]


# %% values-from-target: x
def cross_attention(x, memory, memory_mask, params, num_heads):
    B, L, D = x.shape
    d = D // num_heads
    q = x @ params["wq"].T + params["bq"]
    k = memory @ params["wk"].T + params["bk"]
    v = x @ params["wv"].T + params["bv"]
    q, k, v = (t.reshape(B, t.shape[1], num_heads, d).transpose(0, 2, 1, 3) for t in (q, k, v))
    scores = q @ k.transpose(0, 1, 3, 2) / np.sqrt(d)
    scores = np.where(memory_mask[:, None, None, :], scores, -np.inf)
    weights = np.nan_to_num(softmax(scores))
    return (weights @ v).transpose(0, 2, 1, 3).reshape(B, L, D) @ params["wo"].T + params["bo"]


# %% causal-where-not-wanted: tril
def cross_attention(x, memory, memory_mask, params, num_heads):
    B, L, D = x.shape
    d = D // num_heads
    q = x @ params["wq"].T + params["bq"]
    k = memory @ params["wk"].T + params["bk"]
    v = memory @ params["wv"].T + params["bv"]
    q, k, v = (t.reshape(B, t.shape[1], num_heads, d).transpose(0, 2, 1, 3) for t in (q, k, v))
    scores = q @ k.transpose(0, 1, 3, 2) / np.sqrt(d)
    past = np.tril(np.ones((L, memory.shape[1]), dtype=bool))
    scores = np.where(past & memory_mask[:, None, None, :], scores, -np.inf)
    weights = np.nan_to_num(softmax(scores))
    return (weights @ v).transpose(0, 2, 1, 3).reshape(B, L, D) @ params["wo"].T + params["bo"]


# %% mask-on-queries: rows
def cross_attention(x, memory, memory_mask, params, num_heads):
    B, L, D = x.shape
    d = D // num_heads
    q = x @ params["wq"].T + params["bq"]
    k = memory @ params["wk"].T + params["bk"]
    v = memory @ params["wv"].T + params["bv"]
    q, k, v = (t.reshape(B, t.shape[1], num_heads, d).transpose(0, 2, 1, 3) for t in (q, k, v))
    scores = q @ k.transpose(0, 1, 3, 2) / np.sqrt(d)
    scores = np.where(memory_mask[:, None, :, None], scores, -np.inf)
    weights = np.nan_to_num(softmax(scores))
    return (weights @ v).transpose(0, 2, 1, 3).reshape(B, L, D) @ params["wo"].T + params["bo"]


# %% mask-on-queries: rows, -1e9
def cross_attention(x, memory, memory_mask, params, num_heads):
    B, L, D = x.shape
    d = D // num_heads
    q = x @ params["wq"].T + params["bq"]
    k = memory @ params["wk"].T + params["bk"]
    v = memory @ params["wv"].T + params["bv"]
    q, k, v = (t.reshape(B, t.shape[1], num_heads, d).transpose(0, 2, 1, 3) for t in (q, k, v))
    scores = q @ k.transpose(0, 1, 3, 2) / np.sqrt(d)
    scores = np.where(memory_mask[:, None, :, None], scores, -1e9)
    weights = softmax(scores)
    return (weights @ v).transpose(0, 2, 1, 3).reshape(B, L, D) @ params["wo"].T + params["bo"]


# %% mask-inverted: where exchanged
def cross_attention(x, memory, memory_mask, params, num_heads):
    B, L, D = x.shape
    d = D // num_heads
    q = x @ params["wq"].T + params["bq"]
    k = memory @ params["wk"].T + params["bk"]
    v = memory @ params["wv"].T + params["bv"]
    q, k, v = (t.reshape(B, t.shape[1], num_heads, d).transpose(0, 2, 1, 3) for t in (q, k, v))
    scores = q @ k.transpose(0, 1, 3, 2) / np.sqrt(d)
    scores = np.where(memory_mask[:, None, None, :], -np.inf, scores)
    weights = np.nan_to_num(softmax(scores))
    return (weights @ v).transpose(0, 2, 1, 3).reshape(B, L, D) @ params["wo"].T + params["bo"]


# %% mask-inverted: added
def cross_attention(x, memory, memory_mask, params, num_heads):
    B, L, D = x.shape
    d = D // num_heads
    q = x @ params["wq"].T + params["bq"]
    k = memory @ params["wk"].T + params["bk"]
    v = memory @ params["wv"].T + params["bv"]
    q, k, v = (t.reshape(B, t.shape[1], num_heads, d).transpose(0, 2, 1, 3) for t in (q, k, v))
    scores = q @ k.transpose(0, 1, 3, 2) / np.sqrt(d)
    scores = scores + memory_mask[:, None, None, :] * -1e9
    weights = softmax(scores)
    return (weights @ v).transpose(0, 2, 1, 3).reshape(B, L, D) @ params["wo"].T + params["bo"]


# %% padding-attended: no mask
def cross_attention(x, memory, memory_mask, params, num_heads):
    B, L, D = x.shape
    d = D // num_heads
    q = x @ params["wq"].T + params["bq"]
    k = memory @ params["wk"].T + params["bk"]
    v = memory @ params["wv"].T + params["bv"]
    q, k, v = (t.reshape(B, t.shape[1], num_heads, d).transpose(0, 2, 1, 3) for t in (q, k, v))
    scores = q @ k.transpose(0, 1, 3, 2) / np.sqrt(d)
    weights = softmax(scores)
    return (weights @ v).transpose(0, 2, 1, 3).reshape(B, L, D) @ params["wo"].T + params["bo"]


# %% heads-reshaped-not-transposed: split
def cross_attention(x, memory, memory_mask, params, num_heads):
    B, L, D = x.shape
    d = D // num_heads
    q = x @ params["wq"].T + params["bq"]
    k = memory @ params["wk"].T + params["bk"]
    v = memory @ params["wv"].T + params["bv"]
    q, k, v = (t.reshape(B, num_heads, t.shape[1], d) for t in (q, k, v))
    scores = q @ k.transpose(0, 1, 3, 2) / np.sqrt(d)
    scores = np.where(memory_mask[:, None, None, :], scores, -np.inf)
    weights = np.nan_to_num(softmax(scores))
    return (weights @ v).transpose(0, 2, 1, 3).reshape(B, L, D) @ params["wo"].T + params["bo"]


# %% heads-reshaped-not-transposed: merge
def cross_attention(x, memory, memory_mask, params, num_heads):
    B, L, D = x.shape
    d = D // num_heads
    q = x @ params["wq"].T + params["bq"]
    k = memory @ params["wk"].T + params["bk"]
    v = memory @ params["wv"].T + params["bv"]
    q, k, v = (t.reshape(B, t.shape[1], num_heads, d).transpose(0, 2, 1, 3) for t in (q, k, v))
    scores = q @ k.transpose(0, 1, 3, 2) / np.sqrt(d)
    scores = np.where(memory_mask[:, None, None, :], scores, -np.inf)
    weights = np.nan_to_num(softmax(scores))
    return (weights @ v).reshape(B, L, D) @ params["wo"].T + params["bo"]


# %% missing-output-projection: merged
def cross_attention(x, memory, memory_mask, params, num_heads):
    B, L, D = x.shape
    d = D // num_heads
    q = x @ params["wq"].T + params["bq"]
    k = memory @ params["wk"].T + params["bk"]
    v = memory @ params["wv"].T + params["bv"]
    q, k, v = (t.reshape(B, t.shape[1], num_heads, d).transpose(0, 2, 1, 3) for t in (q, k, v))
    scores = q @ k.transpose(0, 1, 3, 2) / np.sqrt(d)
    scores = np.where(memory_mask[:, None, None, :], scores, -np.inf)
    weights = np.nan_to_num(softmax(scores))
    return (weights @ v).transpose(0, 2, 1, 3).reshape(B, L, D)


# %% masked-row-nan: -inf
def cross_attention(x, memory, memory_mask, params, num_heads):
    B, L, D = x.shape
    d = D // num_heads
    q = x @ params["wq"].T + params["bq"]
    k = memory @ params["wk"].T + params["bk"]
    v = memory @ params["wv"].T + params["bv"]
    q, k, v = (t.reshape(B, t.shape[1], num_heads, d).transpose(0, 2, 1, 3) for t in (q, k, v))
    scores = q @ k.transpose(0, 1, 3, 2) / np.sqrt(d)
    scores = np.where(memory_mask[:, None, None, :], scores, -np.inf)
    weights = softmax(scores)
    return (weights @ v).transpose(0, 2, 1, 3).reshape(B, L, D) @ params["wo"].T + params["bo"]


# %% masked-row-mean: -1e9
def cross_attention(x, memory, memory_mask, params, num_heads):
    B, L, D = x.shape
    d = D // num_heads
    q = x @ params["wq"].T + params["bq"]
    k = memory @ params["wk"].T + params["bk"]
    v = memory @ params["wv"].T + params["bv"]
    q, k, v = (t.reshape(B, t.shape[1], num_heads, d).transpose(0, 2, 1, 3) for t in (q, k, v))
    scores = q @ k.transpose(0, 1, 3, 2) / np.sqrt(d)
    scores = np.where(memory_mask[:, None, None, :], scores, -1e9)
    weights = softmax(scores)
    return (weights @ v).transpose(0, 2, 1, 3).reshape(B, L, D) @ params["wo"].T + params["bo"]


# %% mask-after-softmax: times the mask
def cross_attention(x, memory, memory_mask, params, num_heads):
    B, L, D = x.shape
    d = D // num_heads
    q = x @ params["wq"].T + params["bq"]
    k = memory @ params["wk"].T + params["bk"]
    v = memory @ params["wv"].T + params["bv"]
    q, k, v = (t.reshape(B, t.shape[1], num_heads, d).transpose(0, 2, 1, 3) for t in (q, k, v))
    scores = q @ k.transpose(0, 1, 3, 2) / np.sqrt(d)
    weights = softmax(scores) * memory_mask[:, None, None, :]
    return (weights @ v).transpose(0, 2, 1, 3).reshape(B, L, D) @ params["wo"].T + params["bo"]


# %% missing-scale: none
def cross_attention(x, memory, memory_mask, params, num_heads):
    B, L, D = x.shape
    d = D // num_heads
    q = x @ params["wq"].T + params["bq"]
    k = memory @ params["wk"].T + params["bk"]
    v = memory @ params["wv"].T + params["bv"]
    q, k, v = (t.reshape(B, t.shape[1], num_heads, d).transpose(0, 2, 1, 3) for t in (q, k, v))
    scores = q @ k.transpose(0, 1, 3, 2)
    scores = np.where(memory_mask[:, None, None, :], scores, -np.inf)
    weights = np.nan_to_num(softmax(scores))
    return (weights @ v).transpose(0, 2, 1, 3).reshape(B, L, D) @ params["wo"].T + params["bo"]


# %% scale-by-model-dimension: D
def cross_attention(x, memory, memory_mask, params, num_heads):
    B, L, D = x.shape
    d = D // num_heads
    q = x @ params["wq"].T + params["bq"]
    k = memory @ params["wk"].T + params["bk"]
    v = memory @ params["wv"].T + params["bv"]
    q, k, v = (t.reshape(B, t.shape[1], num_heads, d).transpose(0, 2, 1, 3) for t in (q, k, v))
    scores = q @ k.transpose(0, 1, 3, 2) / np.sqrt(D)
    scores = np.where(memory_mask[:, None, None, :], scores, -np.inf)
    weights = np.nan_to_num(softmax(scores))
    return (weights @ v).transpose(0, 2, 1, 3).reshape(B, L, D) @ params["wo"].T + params["bo"]


# %% one-mask-for-all: the first
def cross_attention(x, memory, memory_mask, params, num_heads):
    B, L, D = x.shape
    d = D // num_heads
    q = x @ params["wq"].T + params["bq"]
    k = memory @ params["wk"].T + params["bk"]
    v = memory @ params["wv"].T + params["bv"]
    q, k, v = (t.reshape(B, t.shape[1], num_heads, d).transpose(0, 2, 1, 3) for t in (q, k, v))
    scores = q @ k.transpose(0, 1, 3, 2) / np.sqrt(d)
    scores = np.where(memory_mask[0], scores, -np.inf)
    weights = np.nan_to_num(softmax(scores))
    return (weights @ v).transpose(0, 2, 1, 3).reshape(B, L, D) @ params["wo"].T + params["bo"]


# %% softmax-over-queries: axis 2
def cross_attention(x, memory, memory_mask, params, num_heads):
    B, L, D = x.shape
    d = D // num_heads
    q = x @ params["wq"].T + params["bq"]
    k = memory @ params["wk"].T + params["bk"]
    v = memory @ params["wv"].T + params["bv"]
    q, k, v = (t.reshape(B, t.shape[1], num_heads, d).transpose(0, 2, 1, 3) for t in (q, k, v))
    scores = q @ k.transpose(0, 1, 3, 2) / np.sqrt(d)
    scores = np.where(memory_mask[:, None, None, :], scores, -np.inf)
    weights = np.nan_to_num(softmax(scores, axis=2))
    return (weights @ v).transpose(0, 2, 1, 3).reshape(B, L, D) @ params["wo"].T + params["bo"]


# %% empty-entry-without-bias: NaN cleared in the end
def cross_attention(x, memory, memory_mask, params, num_heads):
    B, L, D = x.shape
    d = D // num_heads
    q = x @ params["wq"].T + params["bq"]
    k = memory @ params["wk"].T + params["bk"]
    v = memory @ params["wv"].T + params["bv"]
    q, k, v = (t.reshape(B, t.shape[1], num_heads, d).transpose(0, 2, 1, 3) for t in (q, k, v))
    scores = np.where(memory_mask[:, None, None, :], q @ k.transpose(0, 1, 3, 2) / np.sqrt(d), -np.inf)
    out = (softmax(scores) @ v).transpose(0, 2, 1, 3).reshape(B, L, D) @ params["wo"].T + params["bo"]
    return np.nan_to_num(out)


# %% padding-attended: the padded vectors set to zero
def cross_attention(x, memory, memory_mask, params, num_heads):
    B, L, D = x.shape
    d = D // num_heads
    memory = memory * memory_mask[..., None]

    def heads(t, n):
        t = t @ params["w" + n].T + params["b" + n]
        return t.reshape(B, -1, num_heads, d).transpose(0, 2, 1, 3)

    q, k, v = heads(x, "q"), heads(memory, "k"), heads(memory, "v")
    s = q @ k.swapaxes(2, 3) / np.sqrt(d)
    s = np.exp(s - s.max(-1, keepdims=True))
    s /= s.sum(-1, keepdims=True)
    return (s @ v).transpose(0, 2, 1, 3).reshape(B, -1, D) @ params["wo"].T + params["bo"]
