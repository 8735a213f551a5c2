import numpy as np


# %% mask-times-infinity: way 1
def softmax(s, axis=-1):
    e = np.exp(s - s.max(axis=axis, keepdims=True))
    return e / e.sum(axis=axis, keepdims=True)

def masked_attention(q, k, v, mask):
    s = q @ k.swapaxes(1, 2) / np.sqrt(q.shape[-1])
    return softmax(s + (1 - mask) * -np.inf) @ v


# %% mask-times-infinity: way 2
def softmax(s, axis=-1):
    e = np.exp(s - s.max(axis=axis, keepdims=True))
    return e / e.sum(axis=axis, keepdims=True)

def masked_attention(q, k, v, mask):
    s = q @ k.swapaxes(1, 2) / np.sqrt(q.shape[-1])
    return np.where(mask.any(-1, keepdims=True), softmax(s + ~mask * -np.inf) @ v, 0)


# %% masked-row-nan: way 1
def softmax(s, axis=-1):
    e = np.exp(s - s.max(axis=axis, keepdims=True))
    return e / e.sum(axis=axis, keepdims=True)

def masked_attention(q, k, v, mask):
    s = q @ k.swapaxes(1, 2) / np.sqrt(q.shape[-1])
    return softmax(np.where(mask, s, -np.inf)) @ v


# %% masked-row-mean: way 1
def softmax(s, axis=-1):
    e = np.exp(s - s.max(axis=axis, keepdims=True))
    return e / e.sum(axis=axis, keepdims=True)

def masked_attention(q, k, v, mask):
    s = q @ k.swapaxes(1, 2) / np.sqrt(q.shape[-1])
    return softmax(np.where(mask, s, -1e9)) @ v


# %% masked-row-mean: way 2
def softmax(s, axis=-1):
    e = np.exp(s - s.max(axis=axis, keepdims=True))
    return e / e.sum(axis=axis, keepdims=True)

def masked_attention(q, k, v, mask):
    s = q @ k.swapaxes(1, 2) / np.sqrt(q.shape[-1])
    s[~mask] = np.finfo(float).min
    w = softmax(s)
    return w @ v, w


# %% masked-row-mean: way 3
def softmax(s, axis=-1):
    e = np.exp(s - s.max(axis=axis, keepdims=True))
    return e / e.sum(axis=axis, keepdims=True)

def masked_attention(q, k, v, mask):
    s = q @ k.swapaxes(1, 2) / np.sqrt(q.shape[-1])
    return softmax(s + (1 - mask) * -1e9) @ v


# %% masked-row-mean: way 4
def softmax(s, axis=-1):
    e = np.exp(s - s.max(axis=axis, keepdims=True))
    return e / e.sum(axis=axis, keepdims=True)

def masked_attention(q, k, v, mask):
    s = q @ k.swapaxes(1, 2) / np.sqrt(q.shape[-1])
    return softmax(s.astype(np.float32) + (1 - mask.astype(np.float32)) * np.float32(-1e9)) @ v


# %% mask-inverted: way 1
def softmax(s, axis=-1):
    e = np.exp(s - s.max(axis=axis, keepdims=True))
    return e / e.sum(axis=axis, keepdims=True)

def masked_attention(q, k, v, mask):
    s = q @ k.swapaxes(1, 2) / np.sqrt(q.shape[-1])
    return np.nan_to_num(softmax(np.where(mask, -np.inf, s))) @ v


# %% mask-inverted: way 2
def softmax(s, axis=-1):
    e = np.exp(s - s.max(axis=axis, keepdims=True))
    return e / e.sum(axis=axis, keepdims=True)

def masked_attention(q, k, v, mask):
    s = q @ k.swapaxes(1, 2) / np.sqrt(q.shape[-1])
    return softmax(np.where(mask, -1e9, s)) @ v


# %% mask-after-softmax: way 1
def softmax(s, axis=-1):
    e = np.exp(s - s.max(axis=axis, keepdims=True))
    return e / e.sum(axis=axis, keepdims=True)

def masked_attention(q, k, v, mask):
    s = q @ k.swapaxes(1, 2) / np.sqrt(q.shape[-1])
    return (softmax(s) * mask) @ v


# %% mask-as-factor: way 1
def softmax(s, axis=-1):
    e = np.exp(s - s.max(axis=axis, keepdims=True))
    return e / e.sum(axis=axis, keepdims=True)

def masked_attention(q, k, v, mask):
    s = q @ k.swapaxes(1, 2) / np.sqrt(q.shape[-1])
    return softmax(s * mask) @ v


# %% mask-ignored: way 1
def softmax(s, axis=-1):
    e = np.exp(s - s.max(axis=axis, keepdims=True))
    return e / e.sum(axis=axis, keepdims=True)

def masked_attention(q, k, v, mask):
    s = q @ k.swapaxes(1, 2) / np.sqrt(q.shape[-1])
    return softmax(s) @ v


# %% unstable-softmax: way 1
def masked_attention(q, k, v, mask):
    s = q @ k.swapaxes(1, 2) / np.sqrt(q.shape[-1])
    e = np.exp(s) * mask
    return e / e.sum(-1, keepdims=True) @ v


# %% unstable-softmax: way 2
def masked_attention(q, k, v, mask):
    s = q @ k.swapaxes(1, 2) / np.sqrt(q.shape[-1])
    e = np.where(mask, np.exp(s), 0)
    t = e.sum(-1, keepdims=True)
    return e / np.where(t == 0, 1, t) @ v


# %% unstable-softmax: way 3
def masked_attention(q, k, v, mask):
    s = q @ k.swapaxes(1, 2) / np.sqrt(q.shape[-1])
    e = np.where(mask, np.exp(s), 0)
    t = e.sum(-1, keepdims=True)
    return e / (t + 1e-9) @ v


# %% maximum-of-hidden: way 1
def masked_attention(q, k, v, mask):
    s = q @ k.swapaxes(1, 2) / np.sqrt(q.shape[-1])
    e = np.exp(s - s.max(-1, keepdims=True)) * mask
    return e / (e.sum(-1, keepdims=True) + 1e-9) @ v


# %% softmax-over-queries: way 1
def softmax(s, axis=-1):
    e = np.exp(s - s.max(axis=axis, keepdims=True))
    return e / e.sum(axis=axis, keepdims=True)

def masked_attention(q, k, v, mask):
    s = q @ k.swapaxes(1, 2) / np.sqrt(q.shape[-1])
    return np.nan_to_num(softmax(np.where(mask, s, -np.inf), axis=1)) @ v


# %% mask-added: way 1
def softmax(x, axis=-1):
    m = np.max(x, axis=axis, keepdims=True)
    e = np.exp(x - m)
    return e / np.sum(e, axis=axis, keepdims=True)
def masked_attention(q, k, v, mask):
    d = q.shape[-1]
    scores = q @ k.transpose(0, 2, 1) / np.sqrt(d)
    scores = scores + mask
    weights = softmax(scores)
    pass
    return weights @ v


# %% mask-value-too-high: way 1
def softmax(x, axis=-1):
    m = np.max(x, axis=axis, keepdims=True)
    e = np.exp(x - m)
    return e / np.sum(e, axis=axis, keepdims=True)
def masked_attention(q, k, v, mask):
    d = q.shape[-1]
    scores = q @ k.transpose(0, 2, 1) / np.sqrt(d)
    scores = np.where(mask, scores, -100)
    weights = softmax(scores)
    weights = np.where(mask, weights, 0.0)
    return weights @ v


# %% mask-times-infinity: way 3
def softmax(x, axis=-1):
    m = np.max(x, axis=axis, keepdims=True)
    e = np.exp(x - m)
    return e / np.sum(e, axis=axis, keepdims=True)
def masked_attention(q, k, v, mask):
    d = q.shape[-1]
    scores = q @ k.transpose(0, 2, 1) / np.sqrt(d)
    scores = scores * np.where(mask, 1, -np.inf)
    weights = softmax(scores)
    weights = np.where(mask, weights, 0.0)
    return weights @ v
