import numpy as np


def softmax(x):
    e = np.exp(x - x.max(axis=-1, keepdims=True))
    return e / e.sum(axis=-1, keepdims=True)


# %% lengths-ignored: softmax
def masked_softmax(scores, lengths):
    return softmax(scores)


# %% length-off-by-one: <=
def masked_softmax(scores, lengths):
    mask = np.arange(scores.shape[-1]) <= lengths[:, None, None]
    return softmax(np.where(mask, scores, -np.inf))


# %% lengths-hide-queries: the axis at the end
def masked_softmax(scores, lengths):
    mask = np.arange(scores.shape[-1])[None, :] < lengths[:, None]
    return softmax(np.where(mask[:, :, None], scores, -1e9))


# %% lengths-hide-queries: arange(L)
def masked_softmax(scores, lengths):
    mask = np.arange(scores.shape[1])[None, :, None] < lengths[:, None, None]
    return softmax(scores) * mask


# %% lengths-by-query: no axis for the queries
def masked_softmax(scores, lengths):
    mask = np.arange(scores.shape[-1]) < lengths[:, None]
    return softmax(np.where(mask, scores, -np.inf))


# %% mask-after-softmax: times the mask
def masked_softmax(scores, lengths):
    mask = np.arange(scores.shape[-1]) < lengths[:, None, None]
    return softmax(scores) * mask


# %% masked-row-nan: -inf
def masked_softmax(scores, lengths):
    mask = np.arange(scores.shape[-1]) < lengths[:, None, None]
    return softmax(np.where(mask, scores, -np.inf))


# %% masked-row-mean: -1e9
def masked_softmax(scores, lengths):
    mask = np.arange(scores.shape[-1]) < lengths[:, None, None]
    return softmax(np.where(mask, scores, -1e9))


# %% one-length-for-all: the longest
def masked_softmax(scores, lengths):
    out = np.zeros_like(scores)
    n = lengths.max()
    out[:, :, :n] = softmax(scores[:, :, :n])
    return out


# %% maximum-of-hidden: exp, mask, divide
def masked_softmax(scores, lengths):
    mask = np.arange(scores.shape[-1]) < lengths[:, None, None]
    e = np.exp(scores - scores.max(axis=-1, keepdims=True)) * mask
    return e / e.sum(axis=-1, keepdims=True)


# %% first-entry-only: lengths[0]
def masked_softmax(scores, lengths):
    out = np.zeros_like(scores)
    n = lengths[0]
    out[0, :, :n] = softmax(scores[0, :, :n])
    return out
