import numpy as np


def rolling_attention(q, k_new, v_new, ring_k, ring_v, position):
    B, H, d = q.shape
    G, W = ring_k.shape[1:3]
    slots = np.arange(W)
    is_new = (slots == position % W)[:, None]  # (W, 1)
    k = np.where(is_new, k_new[:, :, None], ring_k)  # (B, G, W, d), written without touching the ring
    v = np.where(is_new, v_new[:, :, None], ring_v)

    queries = q.reshape(B, G, H // G, d)  # (B, G, R, d), with R = H / G
    scores = np.einsum("bgrd,bgwd->bgrw", queries, k) / np.sqrt(d)
    scores = np.where(slots > position, -np.inf, scores)  # empty slots; none once the ring is full
    powers = np.exp(scores - scores.max(axis=-1, keepdims=True))
    weights = powers / powers.sum(axis=-1, keepdims=True)  # (B, G, R, W)
    return np.einsum("bgrw,bgwd->bgrd", weights, v).reshape(B, H, d)
