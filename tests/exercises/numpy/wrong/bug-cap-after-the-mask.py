import numpy as np


def softmax(x):
    powers = np.exp(x - x.max(axis=-1, keepdims=True))
    return powers / powers.sum(axis=-1, keepdims=True)


# %% mask-before-cap: as it is found
def softcapped_attention(q, k, v, cap):
    L, d = q.shape[-2:]
    scores = q @ k.swapaxes(-1, -2) / np.sqrt(d)
    visible = np.tri(L, dtype=bool)
    scores = np.where(visible, scores, -np.inf)
    scores = cap * np.tanh(scores / cap)
    return softmax(scores) @ v


# %% mask-before-cap: a large number
def softcapped_attention(q, k, v, cap):
    L, d = q.shape[-2:]
    scores = q @ k.swapaxes(-1, -2) / np.sqrt(d)
    visible = np.tri(L, dtype=bool)
    scores = np.where(visible, scores, -1e9)
    scores = cap * np.tanh(scores / cap)
    return softmax(scores) @ v


# %% mask-before-cap: a large number added
def softcapped_attention(q, k, v, cap):
    L, d = q.shape[-2:]
    scores = q @ k.swapaxes(-1, -2) / np.sqrt(d)
    visible = np.tri(L, dtype=bool)
    scores = scores + (1 - visible) * -1e9
    scores = cap * np.tanh(scores / cap)
    return softmax(scores) @ v


# %% clipped-instead-of-tanh: np.clip
def softcapped_attention(q, k, v, cap):
    L, d = q.shape[-2:]
    scores = q @ k.swapaxes(-1, -2) / np.sqrt(d)
    visible = np.tri(L, dtype=bool)
    scores = np.clip(scores, -cap, cap)
    scores = np.where(visible, scores, -np.inf)
    return softmax(scores) @ v


# %% cap-not-multiplied-back: tanh alone
def softcapped_attention(q, k, v, cap):
    L, d = q.shape[-2:]
    scores = q @ k.swapaxes(-1, -2) / np.sqrt(d)
    visible = np.tri(L, dtype=bool)
    scores = np.tanh(scores / cap)
    scores = np.where(visible, scores, -np.inf)
    return softmax(scores) @ v


# %% cap-left-out: the line removed
def softcapped_attention(q, k, v, cap):
    L, d = q.shape[-2:]
    scores = q @ k.swapaxes(-1, -2) / np.sqrt(d)
    visible = np.tri(L, dtype=bool)
    scores = np.where(visible, scores, -np.inf)
    return softmax(scores) @ v
