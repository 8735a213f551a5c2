import numpy as np


def softmax(x):
    e = np.exp(x - x.max(axis=-1, keepdims=True))
    return e / e.sum(axis=-1, keepdims=True)


# %% argsort, put_along_axis
def top_p_probabilities(logits, p):
    probs = softmax(logits)
    idx = np.argsort(probs, axis=-1)[:, ::-1]
    ranked = np.take_along_axis(probs, idx, -1)
    ranked[np.cumsum(ranked, -1) - ranked >= p] = 0
    out = np.empty_like(probs)
    np.put_along_axis(out, idx, ranked, -1)
    return out / out.sum(-1, keepdims=True)


# %% searchsorted, row by row
def top_p_probabilities(logits, p):
    out = np.zeros(logits.shape)
    for b, row in enumerate(softmax(logits)):
        order = np.argsort(-row)
        n = np.searchsorted(np.cumsum(row[order]), p) + 1
        kept = order[:n]
        out[b, kept] = row[kept] / row[kept].sum()
    return out


# %% the inverse permutation, -inf
def top_p_probabilities(logits, p):
    order = np.argsort(-logits, axis=1)
    ranked = np.take_along_axis(softmax(logits), order, axis=1)
    before = np.concatenate([np.zeros((len(logits), 1)), np.cumsum(ranked, axis=1)[:, :-1]], axis=1)
    keep = np.take_along_axis(before < p, np.argsort(order, axis=1), axis=1)
    return softmax(np.where(keep, logits, -np.inf))


# %% plain Python
def top_p_probabilities(logits, p):
    result = []
    for row in softmax(logits).tolist():
        total, kept = 0.0, set()
        for i, prob in sorted(enumerate(row), key=lambda pair: pair[1], reverse=True):
            kept.add(i)
            total += prob
            if total >= p:
                break
        result.append([prob / total if i in kept else 0.0 for i, prob in enumerate(row)])
    return result


# %% index arrays and a mask that is shifted, float32
def top_p_probabilities(logits, p):
    logits = logits.astype(np.float32)
    rows = np.arange(logits.shape[0])[:, None]
    order = np.argsort(-logits, axis=-1)
    remove = np.cumsum(softmax(logits)[rows, order], axis=-1) > p
    remove[:, 1:] = remove[:, :-1].copy()
    remove[:, 0] = False
    mask = np.zeros_like(remove)
    mask[rows, order] = remove
    return softmax(np.where(mask, -1e9, logits))
