import numpy as np


def qk_norm_attention(q, k, v, gain_q, gain_k, eps):
    """Grouped-query attention of RMS-normalised queries and keys. No mask.

    q: queries, (B, H, L, d)
    k, v: keys and values, (B, G, S, d); G divides H
    gain_q, gain_k: (d)
    eps: added to the mean squares
    Returns (B, H, L, d); or (out, weights) with weights (B, H, L, S).
    """
    # TODO: normalise queries and keys, then attend.
    return np.zeros_like(q)
