import numpy as np


def softmax(x, axis=-1):
    e = np.exp(x - x.max(axis=axis, keepdims=True))
    return e / e.sum(axis=axis, keepdims=True)


def ranked(logits):
    probs = softmax(logits)
    order = np.argsort(-probs, axis=-1)
    probs = np.take_along_axis(probs, order, axis=-1)
    return probs, order, probs.cumsum(axis=-1)


def put_back(order, kept):
    out = np.zeros_like(kept)
    np.put_along_axis(out, order, kept, axis=-1)
    return out


def normalized(x):
    return x / x.sum(axis=-1, keepdims=True)


# %% crossing-token-dropped: cumsum <= p
def top_p_probabilities(logits, p):
    probs, order, cum = ranked(logits)
    return put_back(order, normalized(np.where(cum <= p, probs, 0)))


# %% crossing-token-dropped: searchsorted without one more
def top_p_probabilities(logits, p):
    out = np.zeros(logits.shape)
    for b, row in enumerate(softmax(logits)):
        order = np.argsort(-row)
        kept = order[: np.searchsorted(np.cumsum(row[order]), p)]
        out[b, kept] = row[kept] / row[kept].sum()
    return out


# %% crossing-token-dropped: at least one
def top_p_probabilities(logits, p):
    probs, order, cum = ranked(logits)
    keep = cum <= p
    keep[:, 0] = True
    return put_back(order, normalized(probs * keep))


# %% not-sorted-back: sorted probabilities
def top_p_probabilities(logits, p):
    probs, order, cum = ranked(logits)
    return normalized(np.where(cum - probs < p, probs, 0))


# %% not-sorted-back: the sorted mask on the logits
def top_p_probabilities(logits, p):
    probs, order, cum = ranked(logits)
    return softmax(np.where(cum - probs < p, logits, -np.inf))


# %% not-sorted-back: taken instead of put
def top_p_probabilities(logits, p):
    probs, order, cum = ranked(logits)
    return np.take_along_axis(normalized(np.where(cum - probs < p, probs, 0)), order, axis=-1)


# %% cumulated-unsorted: no sort
def top_p_probabilities(logits, p):
    probs = softmax(logits)
    return normalized(np.where(probs.cumsum(-1) - probs < p, probs, 0))


# %% not-normalized-again: probabilities cut
def top_p_probabilities(logits, p):
    probs, order, cum = ranked(logits)
    return put_back(order, np.where(cum - probs < p, probs, 0))


# %% filtered-logits-as-zero: zeros
def top_p_probabilities(logits, p):
    probs, order, cum = ranked(logits)
    keep = put_back(order, cum - probs < p)
    return softmax(np.where(keep, logits, 0))


# %% sorted-ascending: argsort
def top_p_probabilities(logits, p):
    probs = softmax(logits)
    order = np.argsort(probs, axis=-1)
    probs = np.take_along_axis(probs, order, -1)
    return put_back(order, normalized(np.where(probs.cumsum(-1) - probs < p, probs, 0)))


# %% one-token-too-many: one more than searchsorted says
def top_p_probabilities(logits, p):
    out = np.zeros(logits.shape)
    for b, row in enumerate(softmax(logits)):
        order = np.argsort(-row)
        kept = order[: np.searchsorted(np.cumsum(row[order]), p) + 2]
        out[b, kept] = row[kept] / row[kept].sum()
    return out


# %% each-probability-compared: 1 - p
def top_p_probabilities(logits, p):
    probs = softmax(logits)
    return normalized(np.where(probs > 1 - p, probs, 0))


# %% cumulated-logits: no softmax
def top_p_probabilities(logits, p):
    order = np.argsort(-logits, axis=-1)
    values = np.take_along_axis(logits, order, axis=-1)
    keep = put_back(order, values.cumsum(axis=-1) - values < p)
    return softmax(np.where(keep, logits, -np.inf))


# %% chosen-over-the-batch: cumsum(axis=0)
def top_p_probabilities(logits, p):
    probs, order, _ = ranked(logits)
    return put_back(order, normalized(np.where(probs.cumsum(axis=0) - probs < p, probs, 0)))


# %% chosen-over-the-batch: as many as the first row
def top_p_probabilities(logits, p):
    probs, order, cum = ranked(logits)
    n = (cum[0] - probs[0] < p).sum()
    probs[:, n:] = 0
    return put_back(order, normalized(probs))


# %% softmax-over-batch: axis 0
def top_p_probabilities(logits, p):
    probs, order, cum = ranked(logits)
    keep = put_back(order, cum - probs < p)
    return softmax(np.where(keep, logits, -np.inf), axis=0)


# %% nothing-cut: no p
def top_p_probabilities(logits, p):
    return softmax(logits)


# %% missing-keepdims: sum(-1)
def top_p_probabilities(logits, p):
    probs, order, cum = ranked(logits)
    kept = put_back(order, np.where(cum - probs < p, probs, 0))
    return kept / kept.sum(axis=-1)


# %% mask-value-too-high: -1000
def top_p_probabilities(logits, p):
    probs, order, cum = ranked(logits)
    return softmax(np.where(put_back(order, cum - probs < p), logits, -1000))


# %% no-softmax: logits
def top_p_probabilities(logits, p):
    probs, order, cum = ranked(logits)
    return np.where(put_back(order, cum - probs < p), logits, -np.inf)


# %% not-normalized: exp
def top_p_probabilities(logits, p):
    probs, order, cum = ranked(logits)
    x = logits - logits.max(axis=-1, keepdims=True)
    return np.where(put_back(order, cum - probs < p), np.exp(x), 0)


# %% unstable-softmax: at the end
def top_p_probabilities(logits, p):
    probs, order, cum = ranked(logits)
    return normalized(np.exp(np.where(put_back(order, cum - probs < p), logits, -np.inf)))
