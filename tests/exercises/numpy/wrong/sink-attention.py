import math

import numpy as np


def softmax(x):
    e = np.exp(x - x.max(axis=-1, keepdims=True))
    return e / e.sum(axis=-1, keepdims=True)


def causal_scores(q, k):
    s = q @ k.swapaxes(-1, -2) / np.sqrt(q.shape[-1])
    return np.where(np.tri(s.shape[-1], dtype=bool), s, -np.inf)


def with_column(s, sink):
    B, H, L, _ = s.shape
    return np.concatenate([s, np.broadcast_to(sink[:, None, None], (B, H, L, 1))], axis=-1)


# %% sink-left-out: normalised again
def sink_attention(q, k, v, sink):
    weights = softmax(with_column(causal_scores(q, k), sink))[..., :-1]
    return weights / weights.sum(axis=-1, keepdims=True) @ v


# %% sink-as-value: the wrong column cut off
def sink_attention(q, k, v, sink):
    return softmax(with_column(causal_scores(q, k), sink))[..., 1:] @ v


# %% sink-scaled: concatenated before the scale
def sink_attention(q, k, v, sink):
    L, d = q.shape[-2:]
    s = with_column(q @ k.swapaxes(-1, -2), sink) / np.sqrt(d)
    s[..., :L] = np.where(np.tri(L, dtype=bool), s[..., :L], -np.inf)
    return softmax(s)[..., :L] @ v


# %% sink-not-in-maximum: math.exp
def sink_attention(q, k, v, sink):
    out = np.zeros_like(v)
    B, H, L, d = q.shape
    for b, h, i in np.ndindex(B, H, L):
        s = k[b, h, : i + 1] @ q[b, h, i] / math.sqrt(d)
        e = np.exp(s - s.max())
        out[b, h, i] = e @ v[b, h, : i + 1] / (e.sum() + math.exp(sink[h] - s.max()))
    return out


# %% sink-not-in-maximum: a value of zeros
def sink_attention(q, k, v, sink):
    s = causal_scores(q, k)
    m = s.max(axis=-1, keepdims=True)
    e = np.exp(with_column(s, sink) - m)
    return e / e.sum(axis=-1, keepdims=True) @ np.concatenate([v, np.zeros_like(v[:, :, :1])], axis=2)


# %% sink-by-batch: no axes
def sink_attention(q, k, v, sink):
    s = causal_scores(q, k)
    m = np.maximum(s.max(axis=-1, keepdims=True), sink)
    e = np.exp(s - m)
    return e / (e.sum(axis=-1, keepdims=True) + np.exp(sink - m)) @ v


# %% sink-by-batch: one axis too many
def sink_attention(q, k, v, sink):
    s = causal_scores(q, k)
    sink = sink[:, None, None, None]
    m = np.maximum(s.max(axis=-1, keepdims=True), sink)
    e = np.exp(s - m)
    return e / (e.sum(axis=-1, keepdims=True) + np.exp(sink - m)) @ v


# %% sink-fixed-at-one: one
def sink_attention(q, k, v, sink):
    s = causal_scores(q, k)
    e = np.exp(s - s.max(axis=-1, keepdims=True))
    return e / (1 + e.sum(axis=-1, keepdims=True)) @ v


# %% sink-not-exponentiated: sink itself
def sink_attention(q, k, v, sink):
    s = causal_scores(q, k)
    e = np.exp(s - s.max(axis=-1, keepdims=True))
    return e / (e.sum(axis=-1, keepdims=True) + sink[:, None, None]) @ v


# %% sink-not-shifted: exp of the sink
def sink_attention(q, k, v, sink):
    s = causal_scores(q, k)
    e = np.exp(s - s.max(axis=-1, keepdims=True))
    return e / (e.sum(axis=-1, keepdims=True) + np.exp(sink)[:, None, None]) @ v


# %% missing-keepdims: the sum
def sink_attention(q, k, v, sink):
    s = with_column(causal_scores(q, k), sink)
    e = np.exp(s - s.max(axis=-1, keepdims=True))
    return (e / e.sum(axis=-1))[..., :-1] @ v


# %% mask-ignored: no mask
def sink_attention(q, k, v, sink):
    s = q @ k.swapaxes(-1, -2) / np.sqrt(q.shape[-1])
    return softmax(with_column(s, sink))[..., :-1] @ v
