import numpy as np


def softmax(x):
    powers = np.exp(x - x.max(axis=-1, keepdims=True))
    return powers / powers.sum(axis=-1, keepdims=True)


# %% crossing-token-dropped: as it is found
def top_p_probabilities(logits, p):
    probs = softmax(logits)
    order = np.argsort(-probs, axis=-1)
    sorted_probs = np.take_along_axis(probs, order, axis=-1)
    cumulative = np.cumsum(sorted_probs, axis=-1)
    kept = np.where(cumulative <= p, sorted_probs, 0.0)
    kept /= kept.sum(axis=-1, keepdims=True)
    out = np.zeros_like(probs)
    np.put_along_axis(out, order, kept, axis=-1)
    return out


# %% crossing-token-dropped: a divisor that is never zero
def top_p_probabilities(logits, p):
    probs = softmax(logits)
    order = np.argsort(-probs, axis=-1)
    sorted_probs = np.take_along_axis(probs, order, axis=-1)
    kept = np.where(np.cumsum(sorted_probs, axis=-1) <= p, sorted_probs, 0.0)
    kept /= np.maximum(kept.sum(axis=-1, keepdims=True), 1e-12)
    out = np.zeros_like(probs)
    np.put_along_axis(out, order, kept, axis=-1)
    return out


# %% crossing-token-dropped: a loop with searchsorted on the left
def top_p_probabilities(logits, p):
    out = np.zeros(logits.shape)
    for b, row in enumerate(softmax(logits)):
        order = np.argsort(-row)
        count = max(1, np.searchsorted(np.cumsum(row[order]), p))
        kept = order[:count]
        out[b, kept] = row[kept] / row[kept].sum()
    return out


# %% not-normalized-again: the sum is not divided by
def top_p_probabilities(logits, p):
    probs = softmax(logits)
    order = np.argsort(-probs, axis=-1)
    sorted_probs = np.take_along_axis(probs, order, axis=-1)
    before = np.cumsum(sorted_probs, axis=-1) - sorted_probs
    out = np.zeros_like(probs)
    np.put_along_axis(out, order, np.where(before < p, sorted_probs, 0.0), axis=-1)
    return out
