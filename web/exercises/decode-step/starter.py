import numpy as np


def decode_step(q, k_new, v_new, past_k, past_v):
    """Attention of one new token over the cached tokens and itself. H query heads share G key heads.

    q: query of the new token, (B, H, 1, d)
    k_new, v_new: its key and value, (B, G, 1, d); G divides H
    past_k, past_v: cached keys and values, (B, G, S, d); S may be 0
    Returns (B, H, 1, d).
    """
    # TODO: append the new token, then attend over S + 1 keys.
    return np.zeros_like(q)
