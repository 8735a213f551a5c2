import numpy as np


def recurrent_linear_attention(q, k, v):
    """Causal linear attention with a state that is carried from position to position.

    q: (B, H, L, d)
    k: (B, H, L, d)
    v: (B, H, L, dv)
    Returns (B, H, L, dv).
    """
    # TODO: a state of d x dv and a sum of d, both zeros at first; at each position write, then read.
    return np.zeros((*q.shape[:-1], v.shape[-1]))
