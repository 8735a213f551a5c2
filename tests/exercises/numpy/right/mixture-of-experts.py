import numpy as np


# %% token by token
def mixture_of_experts(x, w_router, w1, w2, k):
    out = np.zeros_like(x)
    for n, token in enumerate(x):
        scores = w_router @ token
        best = np.argsort(-scores, kind="stable")[:k]
        g = np.exp(scores[best] - scores[best].max())
        g /= g.sum()
        for gate, e in zip(g, best):
            out[n] += gate * (w2[e] @ np.maximum(w1[e] @ token, 0))
    return out


# %% sorted by expert, undone by the inverse
def mixture_of_experts(x, w_router, w1, w2, k):
    N, D = x.shape
    scores = x @ w_router.T
    idx = np.argsort(-scores, axis=1, kind="stable")[:, :k]
    top = np.take_along_axis(scores, idx, 1)
    gates = np.exp(top - top.max(1, keepdims=True))
    gates = gates / gates.sum(1, keepdims=True)
    flat = idx.reshape(-1)
    order = np.argsort(flat, kind="stable")
    token = np.repeat(np.arange(N), k)[order]
    counts = np.bincount(flat, minlength=len(w1))
    parts, start = [], 0
    for e, n in enumerate(counts):
        rows = x[token[start : start + n]]
        parts.append(np.maximum(rows @ w1[e].T, 0) @ w2[e].T)
        start += n
    y = np.concatenate(parts)[np.argsort(order)].reshape(N, k, D)
    return (y * gates[:, :, None]).sum(axis=1)


# %% all experts, softmax first and normalised again
def mixture_of_experts(x, w_router, w1, w2, k):
    s = x @ w_router.T
    p = np.exp(s - s.max(-1, keepdims=True))
    p = p / p.sum(-1, keepdims=True)
    keep = np.zeros_like(p)
    np.put_along_axis(keep, np.argsort(-s, axis=-1, kind="stable")[:, :k], 1.0, axis=-1)
    p = p * keep
    p = p / p.sum(-1, keepdims=True)
    h = np.maximum(np.matmul(x[None], w1.transpose(0, 2, 1)), 0)
    y = np.matmul(h, w2.transpose(0, 2, 1))
    return np.einsum("ne,end->nd", p, y)
