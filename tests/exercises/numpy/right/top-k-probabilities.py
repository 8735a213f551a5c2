import numpy as np


def softmax(x):
    e = np.exp(x - x.max(axis=-1, keepdims=True))
    return e / e.sum(axis=-1, keepdims=True)


# %% argsort and put_along_axis
def top_k_probabilities(logits, temperature, k):
    z = logits / temperature
    idx = np.argsort(-z, axis=-1, kind="stable")[:, :k]
    mask = np.full(z.shape, -np.inf)
    np.put_along_axis(mask, idx, 0.0, axis=-1)
    return softmax(z + mask)


# %% index arrays, probabilities renormalised
def top_k_probabilities(logits, temperature, k):
    p = softmax(logits / temperature)
    order = (-logits).argsort(axis=1, kind="stable")
    rows = np.arange(len(logits))[:, None]
    p[rows, order[:, k:]] = 0
    return p / p.sum(axis=1, keepdims=True)


# %% plain Python
def top_k_probabilities(logits, temperature, k):
    out = []
    for row in logits.tolist():
        kept = sorted(range(len(row)), key=lambda i: -row[i])[:k]
        top = row[kept[0]]
        powers = [np.exp((x - top) / temperature) if i in kept else 0.0 for i, x in enumerate(row)]
        out.append([p / sum(powers) for p in powers])
    return out


# %% the default sort of few numbers
def top_k_probabilities(logits, temperature, k):
    out = np.zeros(logits.shape)
    for b, row in enumerate(logits):
        idx = np.argsort(-row)[:k]
        out[b, idx] = softmax(row[idx] / temperature)
    return out


# %% argmax k times
def top_k_probabilities(logits, temperature, k):
    z = logits / temperature
    left = z.copy()
    keep = np.zeros(z.shape, dtype=bool)
    rows = np.arange(z.shape[0])
    for _ in range(k):
        best = left.argmax(axis=1)
        keep[rows, best] = True
        left[rows, best] = -np.inf
    return softmax(np.where(keep, z, -np.inf))


# %% lexsort, float32
def top_k_probabilities(logits, temperature, k):
    z = (logits / temperature).astype(np.float32)
    ids = np.broadcast_to(np.arange(z.shape[1]), z.shape)
    order = np.lexsort((ids, -z), axis=-1)
    ranks = np.argsort(order, axis=-1)
    return softmax(np.where(ranks < k, z, -1e30))
