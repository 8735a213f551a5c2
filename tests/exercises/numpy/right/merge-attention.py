import math

import numpy as np

# %% nan_to_num afterwards
def merge_attention(outs, lses):
    with np.errstate(all="ignore"):
        e = np.exp(lses - lses.max(axis=0))
        weights = e / e.sum(axis=0)
    return np.nan_to_num(weights[..., None] * outs).sum(axis=0)


# %% logaddexp.reduce
def merge_attention(outs, lses):
    lse = np.logaddexp.reduce(lses, axis=0)
    weights = np.exp(lses - np.where(np.isfinite(lse), lse, 0))
    return np.einsum("pbhl,pbhld->bhld", weights, outs)


# %% float32, clipped from below
def merge_attention(outs, lses):
    lses = np.maximum(lses.astype(np.float32), np.float32(-1e30))
    e = np.exp(lses - lses.max(axis=0, keepdims=True))
    return np.sum(e[..., np.newaxis] * outs, axis=0) / e.sum(axis=0)[..., np.newaxis]


# %% loops
def merge_attention(outs, lses):
    P, B, H, L, d = outs.shape
    out = np.zeros((B, H, L, d))
    for b, h, i in np.ndindex(B, H, L):
        parts = [p for p in range(P) if lses[p, b, h, i] != -np.inf]
        if not parts:
            continue
        top = max(lses[p, b, h, i] for p in parts)
        e = [math.exp(lses[p, b, h, i] - top) for p in parts]
        out[b, h, i] = sum(w * outs[p, b, h, i] for w, p in zip(e, parts)) / sum(e)
    return out


# %% merged in place, empty parts masked
def merge_attention(outs, lses):
    out, lse = outs[0].copy(), lses[0].copy()
    for part, other in zip(outs[1:], lses[1:]):
        m = np.maximum(lse, other)
        m[np.isneginf(m)] = 0.0
        a, b = np.exp(lse - m), np.exp(other - m)
        total = a + b
        total[total == 0] = 1.0
        out = (a[..., None] * out + b[..., None] * part) / total[..., None]
        lse = np.logaddexp(lse, other)
    return out
