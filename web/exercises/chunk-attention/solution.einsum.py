import numpy as np


def chunk_attention(q, k, v, past_k, past_v):
    B, H, L, d = q.shape
    k = np.concatenate([past_k, k], axis=2)  # (B, G, S, d), with S = P + L
    v = np.concatenate([past_v, v], axis=2)
    G, S = k.shape[1:3]

    grouped = q.reshape(B, G, H // G, L, d)  # (B, G, R, L, d), with R = H / G
    scores = np.einsum("bgrld,bgsd->bgrls", grouped, k) / np.sqrt(d)
    scores = np.where(np.tri(L, S, S - L, dtype=bool), scores, -np.inf)
    powers = np.exp(scores - scores.max(axis=-1, keepdims=True))
    weights = powers / powers.sum(axis=-1, keepdims=True)  # (B, G, R, L, S)
    out = np.einsum("bgrls,bgsd->bgrld", weights, v)
    return out.reshape(B, H, L, d), weights.reshape(B, H, L, S)
