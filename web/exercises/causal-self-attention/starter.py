import numpy as np


def causal_self_attention(x, w_qkv, b_qkv, w_o, b_o, num_heads):
    """The attention layer of GPT: one projection to queries, keys and values, heads, a causal mask, an output projection.

    x: (B, L, D)
    w_qkv: (3 D, D), rows of the queries, then of the keys, then of the values; applied as x @ W.T + b
    b_qkv: (3 D)
    w_o: (D, D)
    b_o: (D)
    num_heads: H
    Returns (B, L, D); or (out, weights) with weights (B, H, L, L).
    """
    # TODO: project once, cut into three, split into heads, attend to the past, merge the heads, project.
    return x
