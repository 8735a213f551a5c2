import numpy as np


def route(x, w_router, k):
    scores = x @ w_router.T
    chosen = np.argsort(-scores, axis=-1, kind="stable")[:, :k]
    top = np.take_along_axis(scores, chosen, axis=-1)
    gates = np.exp(top - top[:, :1])
    return chosen, gates / gates.sum(-1, keepdims=True)


def expert(x, w1, w2, e):
    return np.maximum(x @ w1[e].T, 0) @ w2[e].T


# %% tokens-in-expert-order: not put back
def mixture_of_experts(x, w_router, w1, w2, k):
    chosen, gates = route(x, w_router, k)
    parts = []
    for e in range(len(w1)):
        tokens, rank = np.nonzero(chosen == e)
        parts.append(gates[tokens, rank, None] * expert(x[tokens], w1, w2, e))
    return np.concatenate(parts).reshape(len(x), k, -1).sum(axis=1)


# %% tokens-in-expert-order: the order instead of its inverse
def mixture_of_experts(x, w_router, w1, w2, k):
    chosen, gates = route(x, w_router, k)
    flat = chosen.reshape(-1)
    order = np.argsort(flat, kind="stable")
    y = np.stack([expert(x[at // k], w1, w2, flat[at]) for at in order])[order]
    return (y.reshape(len(x), k, -1) * gates[..., None]).sum(1)


# %% experts-averaged: mean of the chosen
def mixture_of_experts(x, w_router, w1, w2, k):
    chosen, _ = route(x, w_router, k)
    return np.stack([np.mean([expert(t, w1, w2, e) for e in row], axis=0) for t, row in zip(x, chosen)])


# %% first-choice-only: argmax
def mixture_of_experts(x, w_router, w1, w2, k):
    best = np.argmax(x @ w_router.T, axis=1)
    return np.stack([expert(t, w1, w2, e) for t, e in zip(x, best)])


# %% overwritten-not-added: =
def mixture_of_experts(x, w_router, w1, w2, k):
    chosen, gates = route(x, w_router, k)
    out = np.zeros_like(x)
    for e in range(len(w1)):
        tokens, rank = np.nonzero(chosen == e)
        out[tokens] = gates[tokens, rank, None] * expert(x[tokens], w1, w2, e)
    return out


# %% softmax-before-choice: not normalised again
def mixture_of_experts(x, w_router, w1, w2, k):
    s = x @ w_router.T
    p = np.exp(s - s.max(-1, keepdims=True))
    p = p / p.sum(-1, keepdims=True)
    chosen, _ = route(x, w_router, k)
    out = np.zeros_like(x)
    for n, row in enumerate(chosen):
        for e in row:
            out[n] += p[n, e] * expert(x[n], w1, w2, e)
    return out


# %% missing-activation: no maximum
def mixture_of_experts(x, w_router, w1, w2, k):
    chosen, gates = route(x, w_router, k)
    out = np.zeros_like(x)
    for n, row in enumerate(chosen):
        for g, e in zip(gates[n], row):
            out[n] += g * (w2[e] @ (w1[e] @ x[n]))
    return out


# %% unstable-softmax: exp as it is
def mixture_of_experts(x, w_router, w1, w2, k):
    s = x @ w_router.T
    chosen = np.argsort(-s, axis=-1, kind="stable")[:, :k]
    g = np.exp(np.take_along_axis(s, chosen, axis=-1))
    g = g / g.sum(-1, keepdims=True)
    out = np.zeros_like(x)
    for e in range(len(w1)):
        tokens, rank = np.nonzero(chosen == e)
        out[tokens] += g[tokens, rank, None] * expert(x[tokens], w1, w2, e)
    return out
