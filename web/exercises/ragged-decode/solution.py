import numpy as np


def ragged_decode(q, k, v, lengths):
    B, H, _, d = q.shape
    G, S = k.shape[1:3]
    used = np.arange(S) < lengths[:, None]  # (B, S), true where a slot holds a token
    values = np.where(used[:, None, :, None], v, 0.0)  # (B, G, S, d): 0 * NaN would be NaN

    queries = q.reshape(B, G, H // G, d)  # the heads of a group take the place of positions
    scores = queries @ k.swapaxes(-1, -2) / np.sqrt(d)  # (B, G, H/G, S), NaN where there is rubbish
    scores = np.where(used[:, None, None], scores, -np.inf)  # replaced, not added to
    largest = scores.max(axis=-1, keepdims=True)
    largest = np.where(np.isfinite(largest), largest, 0.0)  # no slot is used: -inf - -inf would be NaN
    powers = np.exp(scores - largest)
    total = powers.sum(axis=-1, keepdims=True)
    weights = powers / np.where(total > 0, total, 1.0)  # (B, G, H/G, S), zeros for length 0
    return (weights @ values).reshape(B, H, 1, d)
