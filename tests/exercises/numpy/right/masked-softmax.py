import numpy as np

# %% where, NaN cleared
def masked_softmax(scores, lengths):
    B, L, S = scores.shape
    mask = np.arange(S)[None, None, :] < lengths[:, None, None]
    x = np.where(mask, scores, -np.inf)
    with np.errstate(all="ignore"):
        e = np.exp(x - x.max(axis=-1, keepdims=True))
        return np.nan_to_num(e / e.sum(axis=-1, keepdims=True))


# %% a loop over the batch
def masked_softmax(scores, lengths):
    out = np.zeros_like(scores)
    for b, n in enumerate(lengths):
        if n:
            e = np.exp(scores[b, :, :n] - scores[b, :, :n].max(-1, keepdims=True))
            out[b, :, :n] = e / e.sum(-1, keepdims=True)
    return out


# %% the least number, and zeros afterwards
def masked_softmax(scores, lengths):
    mask = np.broadcast_to((np.arange(scores.shape[2]) < lengths[:, None])[:, None, :], scores.shape)
    x = scores.copy()
    x[~mask] = np.finfo(x.dtype).min
    e = np.exp(x - np.max(x, axis=2, keepdims=True))
    return e / e.sum(2, keepdims=True) * mask
