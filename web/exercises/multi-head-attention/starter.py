import numpy as np


def multi_head_attention(x, wq, bq, wk, bk, wv, bv, wo, bo, num_heads):
    """Self-attention in several heads, each on D / num_heads features of its own.

    x: (B, L, D)
    wq, wk, wv, wo: (D, D), applied as x @ W.T + b
    bq, bk, bv, bo: (D)
    num_heads: H
    Returns (B, L, D); or (out, weights) with weights (B, H, L, L).
    """
    # TODO: project, split into heads, attend in each head, put the heads side by side, project.
    return x
