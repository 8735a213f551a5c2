import numpy as np


def ragged_decode(q, k, v, lengths):
    B, H, _, d = q.shape
    G, S = k.shape[1:3]
    used = np.arange(S) < lengths[:, None]  # (B, S)
    slots = used[:, None, :, None]  # (B, 1, S, 1), as keys and values
    k, v = np.where(slots, k, 0.0), np.where(slots, v, 0.0)  # no NaN is left

    queries = q.reshape(B, G, H // G, d)  # (B, G, R, d), with R = H / G
    scores = np.einsum("bgrd,bgsd->bgrs", queries, k) / np.sqrt(d)
    scores = np.where(used[:, None, None], scores, -np.inf)
    largest = scores.max(axis=-1, keepdims=True, initial=-1e30)  # finite, also for length 0
    powers = np.exp(scores - largest)  # exactly 0 for unused slots
    total = powers.sum(axis=-1, keepdims=True)
    weights = powers / np.where(total > 0, total, 1.0)  # (B, G, R, S)
    return np.einsum("bgrs,bgsd->bgrd", weights, v).reshape(B, H, 1, d)
