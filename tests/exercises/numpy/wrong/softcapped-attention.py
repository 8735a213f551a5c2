import numpy as np


def softmax(x, axis=-1):
    e = np.exp(x - x.max(axis=axis, keepdims=True))
    return e / e.sum(axis=axis, keepdims=True)


def scores_of(q, k):
    return q @ k.swapaxes(-1, -2) / np.sqrt(q.shape[-1])


def causal(s):
    return np.where(np.tri(s.shape[-1], dtype=bool), s, -np.inf)


# %% mask-before-cap: as the last step
def softcapped_attention(q, k, v, cap):
    return softmax(cap * np.tanh(causal(scores_of(q, k)) / cap)) @ v


# %% cap-before-scale: products capped
def softcapped_attention(q, k, v, cap):
    scores = cap * np.tanh(q @ k.swapaxes(-1, -2) / cap) / np.sqrt(q.shape[-1])
    return softmax(causal(scores)) @ v


# %% clipped-instead-of-tanh: clip
def softcapped_attention(q, k, v, cap):
    return softmax(causal(scores_of(q, k).clip(-cap, cap))) @ v


# %% cap-not-multiplied-back: tanh
def softcapped_attention(q, k, v, cap):
    weights = softmax(causal(np.tanh(scores_of(q, k) / cap)))
    return weights @ v, weights


# %% cap-not-divided: tanh of the score
def softcapped_attention(q, k, v, cap):
    return softmax(causal(cap * np.tanh(scores_of(q, k)))) @ v


# %% mask-looks-ahead: tri transposed
def softcapped_attention(q, k, v, cap):
    s = cap * np.tanh(scores_of(q, k) / cap)
    return softmax(np.where(np.tri(s.shape[-1], dtype=bool).T, s, -np.inf)) @ v


# %% softmax-over-queries: axis -2
def softcapped_attention(q, k, v, cap):
    return softmax(causal(cap * np.tanh(scores_of(q, k) / cap)), axis=-2) @ v
