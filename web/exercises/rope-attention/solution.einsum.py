import numpy as np


def rotate(x, positions, base):
    """x: (B, heads, n, d), positions: (B, n)."""
    d = x.shape[-1]
    frequencies = base ** (-2.0 * np.arange(d // 2) / d)  # (d/2)
    angles = np.einsum("bn,i->bni", positions, frequencies)[:, None]  # (B, 1, n, d/2)
    cos, sin = np.cos(angles), np.sin(angles)
    first, second = np.split(x, 2, axis=-1)  # (B, heads, n, d/2) each
    return np.concatenate([first * cos - second * sin, first * sin + second * cos], axis=-1)


def rope_attention(q, k, v, q_positions, k_positions, base):
    B, H, L, d = q.shape
    G, S = k.shape[1:3]
    q = rotate(q, q_positions, base).reshape(B, G, H // G, L, d)  # query heads by their key head, a view
    k = rotate(k, k_positions, base)  # (B, G, S, d), not repeated
    scores = np.einsum("bgrld,bgsd->bgrls", q, k) / np.sqrt(d)  # (B, G, H/G, L, S)
    visible = (k_positions[:, None, :] <= q_positions[:, :, None])[:, None, None]  # (B, 1, 1, L, S)
    largest = np.where(visible, scores, -np.inf).max(axis=-1, keepdims=True)  # (B, G, H/G, L, 1)
    largest = np.where(np.isfinite(largest), largest, 0.0)
    powers = np.where(visible, np.exp(np.where(visible, scores - largest, 0.0)), 0.0)
    total = powers.sum(axis=-1, keepdims=True)
    weights = powers / np.where(total > 0, total, 1.0)  # (B, G, H/G, L, S)
    out = np.einsum("bgrls,bgsd->bgrld", weights, v)  # (B, G, H/G, L, d)
    return out.reshape(B, H, L, d), weights.reshape(B, H, L, S)
