import numpy as np


def accept_draft(p, q, draft, u, u_last):
    K = len(draft)
    at = np.arange(K)
    accepted = u < p[at, draft] / q[at, draft]  # (K)
    n = int(np.cumprod(accepted).sum())  # how many before the first rejection

    weights = np.maximum(p[n] - q[n], 0.0) if n < K else p[K]  # (V)
    drawn = (np.cumsum(weights) <= u_last * weights.sum()).sum()  # the first token above u_last
    out = np.full(K + 1, -1)
    out[:n] = draft[:n]
    out[n] = drawn
    return out  # (K + 1)
