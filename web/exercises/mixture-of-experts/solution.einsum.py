import numpy as np


def mixture_of_experts(x, w_router, w1, w2, k):
    scores = np.einsum("nd,ed->ne", x, w_router)
    chosen = np.argsort(-scores, axis=-1, kind="stable")[:, :k]  # (N, k): of equal scores the lower index first
    values = np.take_along_axis(scores, chosen, axis=-1)  # (N, k), the largest first
    powers = np.exp(values - values[:, :1])
    gates = np.zeros_like(scores)  # (N, E), mostly zeros
    np.put_along_axis(gates, chosen, powers / powers.sum(axis=-1, keepdims=True), axis=-1)
    hidden = np.maximum(np.einsum("nd,efd->nef", x, w1), 0)  # every expert on every token: simple, and E / k times the work
    return np.einsum("ne,nef,edf->nd", gates, hidden, w2)
