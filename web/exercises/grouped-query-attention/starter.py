import numpy as np


def grouped_query_attention(q, k, v):
    """Attention in which H query heads share G key and value heads. No mask.

    q: queries, (B, H, L, d)
    k: keys, (B, G, S, d); G divides H
    v: values, (B, G, S, d)
    Returns (B, H, L, d); or (out, weights) with weights (B, H, L, S).
    """
    # TODO: find the key head of each query head, and attend.
    return np.zeros_like(q)
