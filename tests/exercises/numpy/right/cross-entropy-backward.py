import math

import numpy as np

# %% flat rows, an index for each
def cross_entropy_backward(logits, targets):
    V = logits.shape[-1]
    x, t = logits.reshape(-1, V), targets.reshape(-1)
    p = np.exp(x - x.max(axis=1, keepdims=True))
    p /= p.sum(axis=1, keepdims=True)
    valid = t != -100
    p[np.flatnonzero(valid), t[valid]] -= 1.0
    p[~valid] = 0.0
    return (p / valid.sum()).reshape(logits.shape)


# %% np.eye and a mask
def cross_entropy_backward(logits, targets):
    mask = (targets != -100).astype(float)[..., None]
    z = logits - np.max(logits, axis=-1, keepdims=True)
    p = np.exp(z) / np.sum(np.exp(z), axis=-1, keepdims=True)
    onehot = np.eye(logits.shape[-1])[np.maximum(targets, 0)]
    return (p - onehot) * mask / np.sum(mask)


# %% by the log-sum-exp, a comparison for the one-hot
def cross_entropy_backward(logits, targets):
    lse = np.logaddexp.reduce(logits, axis=-1, keepdims=True)
    hot = np.arange(logits.shape[-1])[None, None, :] == targets[:, :, None]
    keep = targets >= 0
    return np.where(keep[..., None], (np.exp(logits - lse) - hot) / np.count_nonzero(keep), 0)


# %% loops
def cross_entropy_backward(logits, targets):
    out = np.zeros_like(logits)
    n = 0
    for b in range(logits.shape[0]):
        for i in range(logits.shape[1]):
            t = targets[b, i]
            if t < 0:
                continue
            n += 1
            m = max(logits[b, i])
            e = [math.exp(v - m) for v in logits[b, i]]
            s = sum(e)
            for v in range(len(e)):
                out[b, i, v] = e[v] / s
            out[b, i, t] -= 1
    return out / n


# %% np.add.at, float32
def cross_entropy_backward(logits, targets):
    x = logits.astype(np.float32)
    e = np.exp(x - x.max(-1, keepdims=True))
    g = e / e.sum(-1, keepdims=True)
    b, i = np.nonzero(targets != -100)
    np.add.at(g, (b, i, targets[b, i]), -1)
    g *= (targets != -100)[..., np.newaxis]
    return g / len(b)
