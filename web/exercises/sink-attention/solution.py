import numpy as np


def sink_attention(q, k, v, sink):
    L, d = q.shape[-2:]
    scores = q @ k.swapaxes(-1, -2) / np.sqrt(d)  # (B, H, L, d) @ (B, H, d, L) = (B, H, L, L)
    scores = np.where(np.tri(L, dtype=bool), scores, -np.inf)
    sink = sink[:, None, None]  # (H, 1, 1), broadcasts to (B, H, L, 1)

    largest = np.maximum(scores.max(axis=-1, keepdims=True), sink)  # (B, H, L, 1), the sink included
    powers = np.exp(scores - largest)  # (B, H, L, L)
    weights = powers / (powers.sum(axis=-1, keepdims=True) + np.exp(sink - largest))  # rows sum to less than 1
    return weights @ v, weights  # (B, H, L, L) @ (B, H, L, d) = (B, H, L, d)
