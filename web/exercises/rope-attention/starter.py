import numpy as np


def rope_attention(q, k, v, q_positions, k_positions, base):
    """Attention with rotary positions: pair i is features i and i + d/2.

    q: queries, (B, H, L, d)
    k, v: keys, not yet rotated, and values, (B, G, S, d); G divides H
    q_positions: (B, L); k_positions: (B, S)
    base: base of the frequencies
    Returns (B, H, L, d); or (out, weights) with weights (B, H, L, S).
    """
    # TODO: rotate queries and keys; each query attends to the keys whose position is at most its own.
    return np.zeros_like(q)
