import numpy as np


def additive_attention(q, k, v, wq, wk, u):
    """Attention whose scores are u · tanh(wq q + wk k).

    q: queries, (B, L, a)
    k, v: keys and values, (B, S, c) and (B, S, dv)
    wq, wk: projections (out, in), (h, a) and (h, c)
    u: (h)
    Returns (B, L, dv); or (out, weights) with weights (B, L, S).
    """
    # TODO: project, add every query to every key, tanh, scores, softmax, weighted sum.
    return np.zeros((q.shape[0], q.shape[1], v.shape[2]))
