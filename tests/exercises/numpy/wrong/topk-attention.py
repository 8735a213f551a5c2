import numpy as np


def softmax(x, axis=-1):
    e = np.exp(x - x.max(axis=axis, keepdims=True))
    return e / e.sum(axis=axis, keepdims=True)


def scores_of(q, k):
    return q @ k.swapaxes(-1, -2) / np.sqrt(q.shape[-1])


def causal(s):
    return np.where(np.tri(s.shape[-1], dtype=bool), s, -np.inf)


def threshold(s, top):
    return np.sort(s, axis=-1)[..., [-min(top, s.shape[-1])]]


# %% chosen-from-the-future: the mask afterwards
def topk_attention(q, k, v, top):
    s = scores_of(q, k)
    return softmax(causal(np.where(s >= threshold(s, top), s, -np.inf))) @ v


# %% not-normalized-again: times the choice
def topk_attention(q, k, v, top):
    s = causal(scores_of(q, k))
    return (softmax(s) * (s >= threshold(s, top))) @ v


# %% smallest-kept: ascending
def topk_attention(q, k, v, top):
    s = causal(scores_of(q, k))
    places = np.argsort(s, axis=-1)[..., :top]
    kept = np.zeros_like(s)
    np.put_along_axis(kept, places, 1, axis=-1)
    return softmax(np.where(kept == 1, s, -np.inf)) @ v


# %% chosen-for-all-heads: scores averaged
def topk_attention(q, k, v, top):
    s = causal(scores_of(q, k))
    together = s.mean(axis=1, keepdims=True)
    return softmax(np.where(together >= threshold(together, top), s, -np.inf)) @ v


# %% fewer-than-top: no minimum
def topk_attention(q, k, v, top):
    s = causal(scores_of(q, k))
    return softmax(np.where(s >= np.sort(s, axis=-1)[..., -top, None], s, -np.inf)) @ v


# %% off-by-one-in-k: greater than
def topk_attention(q, k, v, top):
    s = causal(scores_of(q, k))
    return softmax(np.where(s > threshold(s, top), s, -np.inf)) @ v


# %% nothing-cut: forgotten
def topk_attention(q, k, v, top):
    return softmax(causal(scores_of(q, k))) @ v
