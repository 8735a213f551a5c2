import numpy as np


def alibi_bias(num_heads, seq_q, seq_k):
    """Linear biases by distance: minus the head's slope times the distance of query and key.

    num_heads: number of heads, H; need not be a power of two
    seq_q, seq_k: number of queries, L, and of keys, S; the last query is at the last key
    Returns (H, L, S).
    """
    # TODO: one slope for each head, one distance for each pair of query and key.
    return np.zeros((num_heads, seq_q, seq_k))
