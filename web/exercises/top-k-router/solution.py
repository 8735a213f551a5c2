import numpy as np


def top_k_router(x, w, k):
    scores = x @ w.T  # (N, D) @ (D, E)
    experts = np.argsort(-scores, axis=-1, kind="stable")[:, :k]  # (N, k): of equal scores the lower index first
    values = np.take_along_axis(scores, experts, axis=-1)  # (N, k), the largest first
    powers = np.exp(values - values[:, :1])  # (N, k) - (N, 1)
    out = np.zeros_like(scores)  # (N, E)
    np.put_along_axis(out, experts, powers / powers.sum(axis=-1, keepdims=True), axis=-1)
    return out
