import numpy as np


# %% heads-reshaped-not-transposed: way 1
def softmax(s, axis=-1):
    e = np.exp(s - s.max(axis=axis, keepdims=True))
    return e / e.sum(axis=axis, keepdims=True)

def multi_head_attention(x, wq, bq, wk, bk, wv, bv, wo, bo, num_heads):
    B, L, D = x.shape
    d = D // num_heads
    q, k, v = x @ wq.T + bq, x @ wk.T + bk, x @ wv.T + bv
    q, k, v = (t.reshape(B, num_heads, L, d) for t in (q, k, v))
    o = softmax(q @ k.swapaxes(2, 3) / np.sqrt(d)) @ v
    return o.transpose(0, 2, 1, 3).reshape(B, L, D) @ wo.T + bo


# %% heads-reshaped-not-transposed: way 2
def softmax(s, axis=-1):
    e = np.exp(s - s.max(axis=axis, keepdims=True))
    return e / e.sum(axis=axis, keepdims=True)

def multi_head_attention(x, wq, bq, wk, bk, wv, bv, wo, bo, num_heads):
    B, L, D = x.shape
    d = D // num_heads
    q, k, v = x @ wq.T + bq, x @ wk.T + bk, x @ wv.T + bv
    q, k, v = (t.reshape(B, L, num_heads, d).transpose(0, 2, 1, 3) for t in (q, k, v))
    o = softmax(q @ k.swapaxes(2, 3) / np.sqrt(d)) @ v
    return o.reshape(B, L, D) @ wo.T + bo


# %% heads-interleaved: way 1
def softmax(s, axis=-1):
    e = np.exp(s - s.max(axis=axis, keepdims=True))
    return e / e.sum(axis=axis, keepdims=True)

def multi_head_attention(x, wq, bq, wk, bk, wv, bv, wo, bo, num_heads):
    B, L, D = x.shape
    d = D // num_heads
    q, k, v = x @ wq.T + bq, x @ wk.T + bk, x @ wv.T + bv
    q, k, v = (t.reshape(B, L, d, num_heads).transpose(0, 3, 1, 2) for t in (q, k, v))
    o = softmax(q @ k.swapaxes(2, 3) / np.sqrt(d)) @ v
    return o.transpose(0, 2, 1, 3).reshape(B, L, D) @ wo.T + bo


# %% heads-averaged: way 1
def softmax(s, axis=-1):
    e = np.exp(s - s.max(axis=axis, keepdims=True))
    return e / e.sum(axis=axis, keepdims=True)

def multi_head_attention(x, wq, bq, wk, bk, wv, bv, wo, bo, num_heads):
    B, L, D = x.shape
    d = D // num_heads
    q, k, v = x @ wq.T + bq, x @ wk.T + bk, x @ wv.T + bv
    q, k, v = (t.reshape(B, L, num_heads, d).transpose(0, 2, 1, 3) for t in (q, k, v))
    return (softmax(q @ k.swapaxes(2, 3) / np.sqrt(d)) @ v).mean(1)


# %% heads-averaged: way 2
def softmax(s, axis=-1):
    e = np.exp(s - s.max(axis=axis, keepdims=True))
    return e / e.sum(axis=axis, keepdims=True)

def multi_head_attention(x, wq, bq, wk, bk, wv, bv, wo, bo, num_heads):
    B, L, D = x.shape
    d = D // num_heads
    q, k, v = x @ wq.T + bq, x @ wk.T + bk, x @ wv.T + bv
    q, k, v = (t.reshape(B, L, num_heads, d).transpose(0, 2, 1, 3) for t in (q, k, v))
    return (softmax(q @ k.swapaxes(2, 3) / np.sqrt(d)) @ v).mean(1) @ wo.T + bo


# %% heads-averaged: way 3
def softmax(s, axis=-1):
    e = np.exp(s - s.max(axis=axis, keepdims=True))
    return e / e.sum(axis=axis, keepdims=True)

def multi_head_attention(x, wq, bq, wk, bk, wv, bv, wo, bo, num_heads):
    B, L, D = x.shape
    d = D // num_heads
    q, k, v = x @ wq.T + bq, x @ wk.T + bk, x @ wv.T + bv
    q, k, v = (t.reshape(B, L, num_heads, d).transpose(0, 2, 1, 3) for t in (q, k, v))
    o = (softmax(q @ k.swapaxes(2, 3) / np.sqrt(d)) @ v).mean(1)
    return np.tile(o, num_heads) @ wo.T + bo


# %% scale-by-model-dimension: way 1
def softmax(s, axis=-1):
    e = np.exp(s - s.max(axis=axis, keepdims=True))
    return e / e.sum(axis=axis, keepdims=True)

def multi_head_attention(x, wq, bq, wk, bk, wv, bv, wo, bo, num_heads):
    B, L, D = x.shape
    d = D // num_heads
    q, k, v = x @ wq.T + bq, x @ wk.T + bk, x @ wv.T + bv
    q, k, v = (t.reshape(B, L, num_heads, d).transpose(0, 2, 1, 3) for t in (q, k, v))
    o = softmax(q @ k.swapaxes(2, 3) / np.sqrt(D)) @ v
    return o.transpose(0, 2, 1, 3).reshape(B, L, D) @ wo.T + bo


# %% softmax-over-queries: way 1
def softmax(s, axis=-1):
    e = np.exp(s - s.max(axis=axis, keepdims=True))
    return e / e.sum(axis=axis, keepdims=True)

def multi_head_attention(x, wq, bq, wk, bk, wv, bv, wo, bo, num_heads):
    B, L, D = x.shape
    d = D // num_heads
    q, k, v = x @ wq.T + bq, x @ wk.T + bk, x @ wv.T + bv
    q, k, v = (t.reshape(B, L, num_heads, d).transpose(0, 2, 1, 3) for t in (q, k, v))
    o = softmax(q @ k.swapaxes(2, 3) / np.sqrt(d), 2) @ v
    return o.transpose(0, 2, 1, 3).reshape(B, L, D) @ wo.T + bo


# %% heads-reshaped-not-transposed: way 3
def softmax(x, axis=-1):
    x = x - np.max(x, axis=axis, keepdims=True)
    e = np.exp(x)
    return e / np.sum(e, axis=axis, keepdims=True)
def multi_head_attention(x, wq, bq, wk, bk, wv, bv, wo, bo, num_heads):
    B, L, D = x.shape
    head_dim = D // num_heads
    Q = x @ wq.T + bq
    K = x @ wk.T + bk
    V = x @ wv.T + bv
    Q = Q.reshape(B, L, num_heads, head_dim)
    K = K.reshape(B, L, num_heads, head_dim)
    V = V.reshape(B, L, num_heads, head_dim)
    scores = Q @ K.transpose(0, 1, 3, 2) / np.sqrt(head_dim)
    A = softmax(scores)
    out = A @ V
    out = out.reshape(B, L, D)
    return out @ wo.T + bo


# %% heads-averaged: way 4
def softmax(x, axis=-1):
    x = x - np.max(x, axis=axis, keepdims=True)
    e = np.exp(x)
    return e / np.sum(e, axis=axis, keepdims=True)
def multi_head_attention(x, wq, bq, wk, bk, wv, bv, wo, bo, num_heads):
    B, L, D = x.shape
    head_dim = D // num_heads
    Q = x @ wq.T + bq
    K = x @ wk.T + bk
    V = x @ wv.T + bv
    Q = Q.reshape(B, L, num_heads, head_dim).transpose(0, 2, 1, 3)
    K = K.reshape(B, L, num_heads, head_dim).transpose(0, 2, 1, 3)
    V = V.reshape(B, L, num_heads, head_dim).transpose(0, 2, 1, 3)
    scores = Q @ K.transpose(0, 1, 3, 2) / np.sqrt(head_dim)
    A = softmax(scores)
    out = A @ V
    out = np.repeat(out.mean(1), num_heads, axis=-1)
    return out @ wo.T + bo


# %% heads-split-before-projection: way 1
def softmax(s, axis=-1):
    e = np.exp(s - s.max(axis=axis, keepdims=True))
    return e / e.sum(axis=axis, keepdims=True)

def multi_head_attention(x, wq, bq, wk, bk, wv, bv, wo, bo, num_heads):
    d = x.shape[-1] // num_heads
    heads = []
    for h in range(num_heads):
        own = slice(h * d, (h + 1) * d)
        part = x[:, :, own]
        q, k, v = (part @ w[own, own].T + b[own] for w, b in ((wq, bq), (wk, bk), (wv, bv)))
        heads.append(softmax(q @ k.transpose(0, 2, 1) / np.sqrt(d)) @ v)
    return np.concatenate(heads, axis=-1) @ wo.T + bo
