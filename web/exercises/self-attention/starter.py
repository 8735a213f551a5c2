import numpy as np


def self_attention(x, wq, bq, wk, bk, wv, bv, wo, bo):
    """Each position of a sequence attends to every position of the same sequence.

    x: (B, L, D)
    wq, wk, wv, wo: (D, D), applied as x @ W.T + b
    bq, bk, bv, bo: (D)
    Returns (B, L, D); or (out, weights) with weights (B, L, L).
    """
    # TODO: project to queries, keys and values, attend, project the result.
    return x
