import numpy as np


def multi_head_attention(x, wq, bq, wk, bk, wv, bv, wo, bo, num_heads):
    """Multi-head self-attention: each head has its own D / num_heads features.

    x: (B, L, D)
    wq, wk, wv, wo: (D, D), applied as x @ W.T + b
    bq, bk, bv, bo: (D)
    num_heads: H
    Returns (B, L, D); or (out, weights) with weights (B, H, L, L).
    """
    # TODO: project, split into heads, attend in each head, concatenate the heads, project.
    return x
