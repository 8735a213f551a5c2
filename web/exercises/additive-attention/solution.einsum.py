import numpy as np


def additive_attention(q, k, v, wq, wk, u):
    queries = np.einsum("bla,ha->blh", q, wq)  # no transpose: the letters say what is summed
    keys = np.einsum("bsc,hc->bsh", k, wk)
    hidden = np.tanh(queries[:, :, None] + keys[:, None])  # (B, L, S, h)
    scores = np.einsum("blsh,h->bls", hidden, u)  # the sum runs over h
    powers = np.exp(scores - scores.max(axis=-1, keepdims=True))
    weights = powers / powers.sum(axis=-1, keepdims=True)  # (B, L, S)
    return np.einsum("bls,bsd->bld", weights, v), weights  # the sum runs over the keys s
