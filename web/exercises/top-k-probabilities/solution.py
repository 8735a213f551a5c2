import numpy as np


def top_k_probabilities(logits, temperature, k):
    scaled = logits / temperature  # (B, V)
    indices = np.argsort(-scaled, axis=-1, kind="stable")[:, :k]  # (B, k): of equal logits the lower index first
    values = np.take_along_axis(scaled, indices, axis=-1)  # (B, k), the largest first
    powers = np.exp(values - values[:, :1])  # (B, k) - (B, 1)
    out = np.zeros_like(scaled)  # (B, V)
    np.put_along_axis(out, indices, powers / powers.sum(axis=-1, keepdims=True), axis=-1)
    return out
