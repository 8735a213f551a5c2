import numpy as np


def decode_step(q, k_new, v_new, past_k, past_v):
    B, H, _, d = q.shape
    G = k_new.shape[1]
    k = np.concatenate([past_k, k_new], axis=2)  # (B, G, S + 1, d)
    v = np.concatenate([past_v, v_new], axis=2)

    queries = q.reshape(B, G, H // G, d)  # (B, G, R, d), with R = H / G
    scores = np.einsum("bgrd,bgsd->bgrs", queries, k) / np.sqrt(d)
    powers = np.exp(scores - scores.max(axis=-1, keepdims=True))
    weights = powers / powers.sum(axis=-1, keepdims=True)  # (B, G, R, S + 1)
    return np.einsum("bgrs,bgsd->bgrd", weights, v).reshape(B, H, 1, d)
