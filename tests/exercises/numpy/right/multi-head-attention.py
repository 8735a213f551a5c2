import numpy as np


# %% a loop over heads by slices
def softmax(s, axis=-1):
    e = np.exp(s - s.max(axis=axis, keepdims=True))
    return e / e.sum(axis=axis, keepdims=True)

def multi_head_attention(x, wq, bq, wk, bk, wv, bv, wo, bo, num_heads):
    d = x.shape[-1] // num_heads
    heads = []
    for h in range(num_heads):
        s = slice(h * d, (h + 1) * d)
        q, k, v = x @ wq[s].T + bq[s], x @ wk[s].T + bk[s], x @ wv[s].T + bv[s]
        heads.append(softmax(q @ k.transpose(0, 2, 1) / np.sqrt(d)) @ v)
    return np.concatenate(heads, axis=-1) @ wo.T + bo


# %% einsum all the way
def softmax(s, axis=-1):
    e = np.exp(s - s.max(axis=axis, keepdims=True))
    return e / e.sum(axis=axis, keepdims=True)

def multi_head_attention(x, wq, bq, wk, bk, wv, bv, wo, bo, num_heads):
    B, L, D = x.shape
    split = lambda w, b: (np.einsum("bld,ed->ble", x, w) + b).reshape(B, L, num_heads, -1)
    q, k, v = split(wq, bq), split(wk, bk), split(wv, bv)
    a = softmax(np.einsum("bqhd,bkhd->bhqk", q, k) / np.sqrt(D / num_heads))
    return np.einsum("bhqk,bkhd->bqhd", a, v).reshape(B, L, D) @ wo.T + bo, a


# %% the sum of each head's output projection
def multi_head_attention(x, wq, bq, wk, bk, wv, bv, wo, bo, num_heads):
    D = x.shape[-1]; d = D // num_heads
    out = np.zeros_like(x) + bo
    for h in range(num_heads):
        r = np.arange(h * d, h * d + d)
        q = x @ wq[r].T + bq[r]; k = x @ wk[r].T; v = x @ wv[r].T + bv[r]
        s = np.einsum('bid,bjd->bij', q, k) / np.sqrt(d)
        p = np.exp(s - s.max(-1, keepdims=True))
        out += (p / p.sum(-1, keepdims=True)) @ v @ wo[:, r].T
    return out
