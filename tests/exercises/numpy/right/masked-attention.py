import numpy as np


# %% masked, then cleaned with where
def softmax(s, axis=-1):
    e = np.exp(s - s.max(axis=axis, keepdims=True))
    return e / e.sum(axis=axis, keepdims=True)

def masked_attention(q, k, v, mask):
    s = np.where(mask, q @ k.transpose(0, 2, 1) / np.sqrt(q.shape[-1]), -np.inf)
    top = s.max(-1, keepdims=True)
    e = np.exp(s - np.where(np.isfinite(top), top, 0))
    total = e.sum(-1, keepdims=True)
    w = np.divide(e, total, out=np.zeros_like(e), where=total > 0)
    return w @ v, w


# %% minus 1e9, then the mask once more
def softmax(s, axis=-1):
    e = np.exp(s - s.max(axis=axis, keepdims=True))
    return e / e.sum(axis=axis, keepdims=True)

def masked_attention(q, k, v, mask):
    s = q @ k.transpose(0, 2, 1) / np.sqrt(q.shape[-1])
    return (softmax(np.where(mask, s, -1e9)) * mask) @ v


# %% nan_to_num at the end
def softmax(s, axis=-1):
    e = np.exp(s - s.max(axis=axis, keepdims=True))
    return e / e.sum(axis=axis, keepdims=True)

def masked_attention(q, k, v, mask):
    s = q @ np.swapaxes(k, -1, -2) / np.sqrt(k.shape[-1])
    s[~mask] = -np.inf
    return np.nan_to_num(softmax(s)) @ v


# %% a maximum of the visible scores only
def masked_attention(q, k, v, mask):
    s = q @ k.swapaxes(-1, -2) / np.sqrt(q.shape[-1])
    top = np.max(s, axis=-1, keepdims=True, where=mask, initial=-1e300)
    e = np.exp(np.where(mask, s - top, -np.inf))
    z = e.sum(-1, keepdims=True)
    w = np.divide(e, z, out=np.zeros_like(e), where=z != 0)
    return w @ v, w
