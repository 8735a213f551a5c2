import numpy as np


def softcapped_attention(q, k, v, cap):
    """Causal attention whose scaled scores are squeezed between -cap and cap.

    q, k, v: (B, H, L, d)
    cap: above 0
    Returns (B, H, L, d); or (out, weights) with weights (B, H, L, L).
    """
    # TODO: scores, scale, cap, mask, softmax, weighted sum.
    return np.zeros_like(q)
