import numpy as np


def cross_attention(x, memory, memory_mask, params, num_heads):
    """Multi-head attention from one sequence to another: queries from x, keys and values from memory.

    x: (B, L, D)
    memory: (B, S, M)
    memory_mask: bool (B, S), true = real position, false = padding
    params: wq (D, D), wk (D, M), wv (D, M), wo (D, D), applied as x @ W.T + b; bq, bk, bv, bo (D)
    num_heads: H
    Returns (B, L, D); or (out, weights) with weights (B, H, L, S).
    """
    # TODO: project, split into heads, mask padding, attend, merge the heads, project.
    return x
