import numpy as np


def mixture_of_experts(x, w_router, w1, w2, k):
    scores = x @ w_router.T  # (N, D) @ (D, E)
    chosen = np.argsort(-scores, axis=-1, kind="stable")[:, :k]  # (N, k): of equal scores the lower index first
    values = np.take_along_axis(scores, chosen, axis=-1)  # (N, k), the largest first
    powers = np.exp(values - values[:, :1])
    gates = powers / powers.sum(axis=-1, keepdims=True)  # (N, k), over the chosen experts alone
    out = np.zeros_like(x)  # (N, D)
    for e in range(len(w1)):
        tokens, rank = np.nonzero(chosen == e)  # n tokens chose expert e; it was their choice of this rank
        hidden = np.maximum(x[tokens] @ w1[e].T, 0)  # (n, D) @ (D, F)
        out[tokens] += gates[tokens, rank, None] * (hidden @ w2[e].T)  # (n, 1) * (n, D); no token twice
    return out
