import numpy as np


def delta_rule(q, k, v, beta):
    """A state that maps keys to values and is corrected at each position.

    q: (B, H, L, d)
    k: (B, H, L, d), of norm 1
    v: (B, H, L, dv)
    beta: (B, H, L), between 0 and 1
    Returns (B, H, L, dv).
    """
    # TODO: what does the state answer to the key? Correct it towards the value, then read it with the query.
    return np.zeros((*q.shape[:-1], v.shape[-1]))
