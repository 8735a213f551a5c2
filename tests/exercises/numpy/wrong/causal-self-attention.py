import numpy as np


def softmax(x, axis=-1):
    e = np.exp(x - x.max(axis=axis, keepdims=True))
    return e / e.sum(axis=axis, keepdims=True)


# %% fused-split-order: (H, 3, d)
def causal_self_attention(x, w_qkv, b_qkv, w_o, b_o, num_heads):
    B, L, D = x.shape
    d = D // num_heads
    qkv = (x @ w_qkv.T + b_qkv).reshape(B, L, num_heads, 3, d)
    q, k, v = qkv.transpose(3, 0, 2, 1, 4)
    scores = q @ k.transpose(0, 1, 3, 2) / np.sqrt(d)
    scores = np.where(np.tril(np.ones((L, L))) == 1, scores, -np.inf)
    weights = softmax(scores)
    return (weights @ v).transpose(0, 2, 1, 3).reshape(B, L, D) @ w_o.T + b_o


# %% fused-split-order: (H, 3 d), split
def causal_self_attention(x, w_qkv, b_qkv, w_o, b_o, num_heads):
    B, L, D = x.shape
    d = D // num_heads
    qkv = (x @ w_qkv.T + b_qkv).reshape(B, L, num_heads, 3 * d).transpose(0, 2, 1, 3)
    q, k, v = np.split(qkv, 3, axis=-1)
    scores = q @ k.transpose(0, 1, 3, 2) / np.sqrt(d)
    scores = np.where(np.tril(np.ones((L, L))) == 1, scores, -np.inf)
    weights = softmax(scores)
    return (weights @ v).transpose(0, 2, 1, 3).reshape(B, L, D) @ w_o.T + b_o


# %% fused-split-order: every third row of the weight
def causal_self_attention(x, w_qkv, b_qkv, w_o, b_o, num_heads):
    B, L, D = x.shape
    d = D // num_heads
    q, k, v = ((x @ w_qkv[i::3].T + b_qkv[i::3]).reshape(B, L, num_heads, d).transpose(0, 2, 1, 3) for i in range(3))
    scores = q @ k.transpose(0, 1, 3, 2) / np.sqrt(d)
    scores = np.where(np.tril(np.ones((L, L))) == 1, scores, -np.inf)
    weights = softmax(scores)
    return (weights @ v).transpose(0, 2, 1, 3).reshape(B, L, D) @ w_o.T + b_o


# %% fused-split-order: the weight reshaped (H, 3, d)
def causal_self_attention(x, w_qkv, b_qkv, w_o, b_o, num_heads):
    B, L, D = x.shape
    d = D // num_heads
    w = w_qkv.reshape(num_heads, 3, d, D)
    b = b_qkv.reshape(num_heads, 3, d)
    q, k, v = (np.einsum('bld,hcd->bhlc', x, w[:, i]) + b[None, :, i, None] for i in range(3))
    scores = q @ k.transpose(0, 1, 3, 2) / np.sqrt(d)
    scores = np.where(np.tril(np.ones((L, L))) == 1, scores, -np.inf)
    weights = softmax(scores)
    return (weights @ v).transpose(0, 2, 1, 3).reshape(B, L, D) @ w_o.T + b_o


# %% fused-split-axis: np.split without axis
def causal_self_attention(x, w_qkv, b_qkv, w_o, b_o, num_heads):
    B, L, D = x.shape
    d = D // num_heads
    q, k, v = np.split(x @ w_qkv.T + b_qkv, 3)
    q, k, v = (t.reshape(B, L, num_heads, d).transpose(0, 2, 1, 3) for t in (q, k, v))
    scores = q @ k.transpose(0, 1, 3, 2) / np.sqrt(d)
    scores = np.where(np.tril(np.ones((L, L))) == 1, scores, -np.inf)
    weights = softmax(scores)
    return (weights @ v).transpose(0, 2, 1, 3).reshape(B, L, D) @ w_o.T + b_o


# %% fused-split-axis: np.split along positions
def causal_self_attention(x, w_qkv, b_qkv, w_o, b_o, num_heads):
    B, L, D = x.shape
    d = D // num_heads
    q, k, v = np.split(x @ w_qkv.T + b_qkv, 3, axis=1)
    q, k, v = (t.reshape(B, L, num_heads, d).transpose(0, 2, 1, 3) for t in (q, k, v))
    scores = q @ k.transpose(0, 1, 3, 2) / np.sqrt(d)
    scores = np.where(np.tril(np.ones((L, L))) == 1, scores, -np.inf)
    weights = softmax(scores)
    return (weights @ v).transpose(0, 2, 1, 3).reshape(B, L, D) @ w_o.T + b_o


# %% fused-split-axis: (3, B, L, D)
def causal_self_attention(x, w_qkv, b_qkv, w_o, b_o, num_heads):
    B, L, D = x.shape
    d = D // num_heads
    q, k, v = (x @ w_qkv.T + b_qkv).reshape(3, B, L, D)
    q, k, v = (t.reshape(B, L, num_heads, d).transpose(0, 2, 1, 3) for t in (q, k, v))
    scores = q @ k.transpose(0, 1, 3, 2) / np.sqrt(d)
    scores = np.where(np.tril(np.ones((L, L))) == 1, scores, -np.inf)
    weights = softmax(scores)
    return (weights @ v).transpose(0, 2, 1, 3).reshape(B, L, D) @ w_o.T + b_o


# %% fused-split-axis: (3, B, H, L, d)
def causal_self_attention(x, w_qkv, b_qkv, w_o, b_o, num_heads):
    B, L, D = x.shape
    d = D // num_heads
    q, k, v = (x @ w_qkv.T + b_qkv).reshape(3, B, num_heads, L, d)
    scores = q @ k.transpose(0, 1, 3, 2) / np.sqrt(d)
    scores = np.where(np.tril(np.ones((L, L))) == 1, scores, -np.inf)
    weights = softmax(scores)
    return (weights @ v).transpose(0, 2, 1, 3).reshape(B, L, D) @ w_o.T + b_o


# %% mask-looks-ahead: triu
def causal_self_attention(x, w_qkv, b_qkv, w_o, b_o, num_heads):
    B, L, D = x.shape
    d = D // num_heads
    q, k, v = np.split(x @ w_qkv.T + b_qkv, 3, axis=-1)
    q, k, v = (t.reshape(B, L, num_heads, d).transpose(0, 2, 1, 3) for t in (q, k, v))
    scores = q @ k.transpose(0, 1, 3, 2) / np.sqrt(d)
    scores = np.where(np.triu(np.ones((L, L))) == 1, scores, -np.inf)
    weights = softmax(scores)
    return (weights @ v).transpose(0, 2, 1, 3).reshape(B, L, D) @ w_o.T + b_o


# %% mask-off-by-one: triu with its diagonal
def causal_self_attention(x, w_qkv, b_qkv, w_o, b_o, num_heads):
    B, L, D = x.shape
    d = D // num_heads
    q, k, v = np.split(x @ w_qkv.T + b_qkv, 3, axis=-1)
    q, k, v = (t.reshape(B, L, num_heads, d).transpose(0, 2, 1, 3) for t in (q, k, v))
    scores = q @ k.transpose(0, 1, 3, 2) / np.sqrt(d)
    scores = np.where(np.triu(np.ones((L, L), dtype=bool)), -np.inf, scores)
    weights = softmax(scores)
    return (weights @ v).transpose(0, 2, 1, 3).reshape(B, L, D) @ w_o.T + b_o


# %% mask-off-by-one: triu with its diagonal, added
def causal_self_attention(x, w_qkv, b_qkv, w_o, b_o, num_heads):
    B, L, D = x.shape
    d = D // num_heads
    q, k, v = np.split(x @ w_qkv.T + b_qkv, 3, axis=-1)
    q, k, v = (t.reshape(B, L, num_heads, d).transpose(0, 2, 1, 3) for t in (q, k, v))
    scores = q @ k.transpose(0, 1, 3, 2) / np.sqrt(d)
    scores = scores + np.triu(np.ones((L, L))) * -1e9
    weights = softmax(scores)
    return (weights @ v).transpose(0, 2, 1, 3).reshape(B, L, D) @ w_o.T + b_o


# %% mask-off-by-one: k=2
def causal_self_attention(x, w_qkv, b_qkv, w_o, b_o, num_heads):
    B, L, D = x.shape
    d = D // num_heads
    q, k, v = np.split(x @ w_qkv.T + b_qkv, 3, axis=-1)
    q, k, v = (t.reshape(B, L, num_heads, d).transpose(0, 2, 1, 3) for t in (q, k, v))
    scores = q @ k.transpose(0, 1, 3, 2) / np.sqrt(d)
    scores = np.where(np.triu(np.ones((L, L), dtype=bool), k=2), -1e9, scores)
    weights = softmax(scores)
    return (weights @ v).transpose(0, 2, 1, 3).reshape(B, L, D) @ w_o.T + b_o


# %% mask-inverted: where exchanged
def causal_self_attention(x, w_qkv, b_qkv, w_o, b_o, num_heads):
    B, L, D = x.shape
    d = D // num_heads
    q, k, v = np.split(x @ w_qkv.T + b_qkv, 3, axis=-1)
    q, k, v = (t.reshape(B, L, num_heads, d).transpose(0, 2, 1, 3) for t in (q, k, v))
    scores = q @ k.transpose(0, 1, 3, 2) / np.sqrt(d)
    scores = np.where(np.tri(L) == 1, -np.inf, scores)
    weights = softmax(scores)
    return (weights @ v).transpose(0, 2, 1, 3).reshape(B, L, D) @ w_o.T + b_o


# %% mask-after-softmax: times the mask
def causal_self_attention(x, w_qkv, b_qkv, w_o, b_o, num_heads):
    B, L, D = x.shape
    d = D // num_heads
    q, k, v = np.split(x @ w_qkv.T + b_qkv, 3, axis=-1)
    q, k, v = (t.reshape(B, L, num_heads, d).transpose(0, 2, 1, 3) for t in (q, k, v))
    scores = q @ k.transpose(0, 1, 3, 2) / np.sqrt(d)
    weights = softmax(scores) * np.tri(L)
    return (weights @ v).transpose(0, 2, 1, 3).reshape(B, L, D) @ w_o.T + b_o


# %% mask-ignored: none
def causal_self_attention(x, w_qkv, b_qkv, w_o, b_o, num_heads):
    B, L, D = x.shape
    d = D // num_heads
    q, k, v = np.split(x @ w_qkv.T + b_qkv, 3, axis=-1)
    q, k, v = (t.reshape(B, L, num_heads, d).transpose(0, 2, 1, 3) for t in (q, k, v))
    scores = q @ k.transpose(0, 1, 3, 2) / np.sqrt(d)
    weights = softmax(scores)
    return (weights @ v).transpose(0, 2, 1, 3).reshape(B, L, D) @ w_o.T + b_o


# %% mask-as-factor: times tril
def causal_self_attention(x, w_qkv, b_qkv, w_o, b_o, num_heads):
    B, L, D = x.shape
    d = D // num_heads
    q, k, v = np.split(x @ w_qkv.T + b_qkv, 3, axis=-1)
    q, k, v = (t.reshape(B, L, num_heads, d).transpose(0, 2, 1, 3) for t in (q, k, v))
    scores = q @ k.transpose(0, 1, 3, 2) / np.sqrt(d)
    scores = scores * np.tril(np.ones((L, L)))
    weights = softmax(scores)
    return (weights @ v).transpose(0, 2, 1, 3).reshape(B, L, D) @ w_o.T + b_o


# %% maximum-of-hidden: normalised again
def causal_self_attention(x, w_qkv, b_qkv, w_o, b_o, num_heads):
    B, L, D = x.shape
    d = D // num_heads
    q, k, v = np.split(x @ w_qkv.T + b_qkv, 3, axis=-1)
    q, k, v = (t.reshape(B, L, num_heads, d).transpose(0, 2, 1, 3) for t in (q, k, v))
    scores = q @ k.transpose(0, 1, 3, 2) / np.sqrt(d)
    weights = softmax(scores) * np.tri(L)
    weights /= weights.sum(axis=-1, keepdims=True)
    return (weights @ v).transpose(0, 2, 1, 3).reshape(B, L, D) @ w_o.T + b_o


# %% scale-by-model-dimension: D
def causal_self_attention(x, w_qkv, b_qkv, w_o, b_o, num_heads):
    B, L, D = x.shape
    d = D // num_heads
    q, k, v = np.split(x @ w_qkv.T + b_qkv, 3, axis=-1)
    q, k, v = (t.reshape(B, L, num_heads, d).transpose(0, 2, 1, 3) for t in (q, k, v))
    scores = q @ k.transpose(0, 1, 3, 2) / np.sqrt(D)
    scores = np.where(np.tril(np.ones((L, L))) == 1, scores, -np.inf)
    weights = softmax(scores)
    return (weights @ v).transpose(0, 2, 1, 3).reshape(B, L, D) @ w_o.T + b_o


# %% missing-scale: none
def causal_self_attention(x, w_qkv, b_qkv, w_o, b_o, num_heads):
    B, L, D = x.shape
    d = D // num_heads
    q, k, v = np.split(x @ w_qkv.T + b_qkv, 3, axis=-1)
    q, k, v = (t.reshape(B, L, num_heads, d).transpose(0, 2, 1, 3) for t in (q, k, v))
    scores = q @ k.transpose(0, 1, 3, 2)
    scores = np.where(np.tril(np.ones((L, L))) == 1, scores, -np.inf)
    weights = softmax(scores)
    return (weights @ v).transpose(0, 2, 1, 3).reshape(B, L, D) @ w_o.T + b_o


# %% heads-reshaped-not-transposed: split
def causal_self_attention(x, w_qkv, b_qkv, w_o, b_o, num_heads):
    B, L, D = x.shape
    d = D // num_heads
    q, k, v = np.split(x @ w_qkv.T + b_qkv, 3, axis=-1)
    q, k, v = (t.reshape(B, num_heads, L, d) for t in (q, k, v))
    scores = q @ k.transpose(0, 1, 3, 2) / np.sqrt(d)
    scores = np.where(np.tril(np.ones((L, L))) == 1, scores, -np.inf)
    weights = softmax(scores)
    return (weights @ v).transpose(0, 2, 1, 3).reshape(B, L, D) @ w_o.T + b_o


# %% heads-reshaped-not-transposed: merge
def causal_self_attention(x, w_qkv, b_qkv, w_o, b_o, num_heads):
    B, L, D = x.shape
    d = D // num_heads
    q, k, v = np.split(x @ w_qkv.T + b_qkv, 3, axis=-1)
    q, k, v = (t.reshape(B, L, num_heads, d).transpose(0, 2, 1, 3) for t in (q, k, v))
    scores = q @ k.transpose(0, 1, 3, 2) / np.sqrt(d)
    scores = np.where(np.tril(np.ones((L, L))) == 1, scores, -np.inf)
    weights = softmax(scores)
    return (weights @ v).reshape(B, L, D) @ w_o.T + b_o


# %% missing-output-projection: merged only
def causal_self_attention(x, w_qkv, b_qkv, w_o, b_o, num_heads):
    B, L, D = x.shape
    d = D // num_heads
    q, k, v = np.split(x @ w_qkv.T + b_qkv, 3, axis=-1)
    q, k, v = (t.reshape(B, L, num_heads, d).transpose(0, 2, 1, 3) for t in (q, k, v))
    scores = q @ k.transpose(0, 1, 3, 2) / np.sqrt(d)
    scores = np.where(np.tril(np.ones((L, L))) == 1, scores, -np.inf)
    weights = softmax(scores)
    return (weights @ v).transpose(0, 2, 1, 3).reshape(B, L, D)


# %% unstable-softmax: exp
def causal_self_attention(x, w_qkv, b_qkv, w_o, b_o, num_heads):
    B, L, D = x.shape
    d = D // num_heads
    q, k, v = np.split(x @ w_qkv.T + b_qkv, 3, axis=-1)
    q, k, v = (t.reshape(B, L, num_heads, d).transpose(0, 2, 1, 3) for t in (q, k, v))
    scores = q @ k.transpose(0, 1, 3, 2) / np.sqrt(d)
    scores = np.where(np.tril(np.ones((L, L))) == 1, scores, -np.inf)
    e = np.exp(scores)
    weights = e / e.sum(axis=-1, keepdims=True)
    return (weights @ v).transpose(0, 2, 1, 3).reshape(B, L, D) @ w_o.T + b_o


# %% weights-not-transposed: w_o
def causal_self_attention(x, w_qkv, b_qkv, w_o, b_o, num_heads):
    B, L, D = x.shape
    d = D // num_heads
    q, k, v = np.split(x @ w_qkv.T + b_qkv, 3, axis=-1)
    q, k, v = (t.reshape(B, L, num_heads, d).transpose(0, 2, 1, 3) for t in (q, k, v))
    scores = q @ k.transpose(0, 1, 3, 2) / np.sqrt(d)
    scores = np.where(np.tril(np.ones((L, L))) == 1, scores, -np.inf)
    weights = softmax(scores)
    return (weights @ v).transpose(0, 2, 1, 3).reshape(B, L, D) @ w_o + b_o


# %% missing-bias: b_qkv
def causal_self_attention(x, w_qkv, b_qkv, w_o, b_o, num_heads):
    B, L, D = x.shape
    d = D // num_heads
    q, k, v = np.split(x @ w_qkv.T, 3, axis=-1)
    q, k, v = (t.reshape(B, L, num_heads, d).transpose(0, 2, 1, 3) for t in (q, k, v))
    scores = q @ k.transpose(0, 1, 3, 2) / np.sqrt(d)
    scores = np.where(np.tril(np.ones((L, L))) == 1, scores, -np.inf)
    weights = softmax(scores)
    return (weights @ v).transpose(0, 2, 1, 3).reshape(B, L, D) @ w_o.T + b_o


# %% softmax-over-queries: axis -2
def causal_self_attention(x, w_qkv, b_qkv, w_o, b_o, num_heads):
    B, L, D = x.shape
    d = D // num_heads
    q, k, v = np.split(x @ w_qkv.T + b_qkv, 3, axis=-1)
    q, k, v = (t.reshape(B, L, num_heads, d).transpose(0, 2, 1, 3) for t in (q, k, v))
    scores = q @ k.transpose(0, 1, 3, 2) / np.sqrt(d)
    scores = np.where(np.tril(np.ones((L, L))) == 1, scores, -np.inf)
    weights = softmax(scores, axis=-2)
    return (weights @ v).transpose(0, 2, 1, 3).reshape(B, L, D) @ w_o.T + b_o


# %% heads-averaged: mean
def causal_self_attention(x, w_qkv, b_qkv, w_o, b_o, num_heads):
    B, L, D = x.shape
    d = D // num_heads
    q, k, v = np.split(x @ w_qkv.T + b_qkv, 3, axis=-1)
    q, k, v = (t.reshape(B, L, num_heads, d).transpose(0, 2, 1, 3) for t in (q, k, v))
    scores = q @ k.transpose(0, 1, 3, 2) / np.sqrt(d)
    scores = np.where(np.tril(np.ones((L, L))) == 1, scores, -np.inf)
    weights = softmax(scores)
    return (weights @ v).mean(axis=1) @ w_o.T + b_o
