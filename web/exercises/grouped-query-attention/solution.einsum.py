import numpy as np


def grouped_query_attention(q, k, v):
    B, H, L, d = q.shape
    G, S = k.shape[1:3]
    grouped = q.reshape(B, G, H // G, L, d)  # (B, G, R, L, d), with R = H / G query heads in a group

    scores = np.einsum("bgrld,bgsd->bgrls", grouped, k) / np.sqrt(d)  # the keys have no r: all heads of a group read them
    powers = np.exp(scores - scores.max(axis=-1, keepdims=True))
    weights = powers / powers.sum(axis=-1, keepdims=True)  # (B, G, R, L, S)
    out = np.einsum("bgrls,bgsd->bgrld", weights, v)  # (B, G, R, L, d)
    return out.reshape(B, H, L, d), weights.reshape(B, H, L, S)
