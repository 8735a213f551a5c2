import numpy as np


def softmax(x):
    e = np.exp(x - x.max(axis=-1, keepdims=True))
    return e / e.sum(axis=-1, keepdims=True)


# %% argsort, put_along_axis
def top_k_router(x, w, k):
    scores = x @ w.T
    idx = np.argsort(-scores, axis=1, kind="stable")[:, :k]
    out = np.zeros(scores.shape)
    np.put_along_axis(out, idx, softmax(np.take_along_axis(scores, idx, 1)), 1)
    return out


# %% index arrays, -inf
def top_k_router(x, w, k):
    scores = np.einsum("nd,ed->ne", x, w)
    rows = np.arange(x.shape[0])[:, None]
    idx = np.argsort(-scores, kind="stable")[:, :k]
    cut = np.full_like(scores, -np.inf)
    cut[rows, idx] = scores[rows, idx]
    return softmax(cut)


# %% softmax first, normalised again
def top_k_router(x, w, k):
    scores = np.matmul(x, w.transpose())
    p = softmax(scores)
    ranks = np.argsort(np.argsort(-scores, axis=-1, kind="stable"), axis=-1, kind="stable")
    p = np.where(ranks < k, p, 0)
    return p / p.sum(axis=-1, keepdims=True)


# %% token by token
def top_k_router(x, w, k):
    out = []
    for token in x:
        scores = w @ token
        chosen = sorted(range(len(w)), key=lambda e: -scores[e])[:k]
        row = np.zeros(len(w))
        row[chosen] = softmax(scores[chosen])
        out.append(row)
    return np.stack(out)


# %% argmax k times
def top_k_router(x, w, k):
    scores = x.dot(w.T)
    left, keep = scores.copy(), np.zeros(scores.shape, dtype=bool)
    for _ in range(k):
        best = left.argmax(axis=-1)
        keep[np.arange(len(x)), best] = True
        left[np.arange(len(x)), best] = -np.inf
    return softmax(np.where(keep, scores, -1e9))
