import numpy as np


def rotate(x, positions, base):
    """x: (B, heads, n, d), positions: (B, n)."""
    d = x.shape[-1]
    frequencies = base ** (-2.0 * np.arange(d // 2) / d)  # (d/2)
    angles = positions[:, None, :, None] * frequencies  # (B, 1, n, 1) * (d/2) to (B, 1, n, d/2)
    cos, sin = np.cos(angles), np.sin(angles)
    first, second = x[..., : d // 2], x[..., d // 2 :]  # (B, heads, n, d/2) each
    return np.concatenate([first * cos - second * sin, first * sin + second * cos], axis=-1)


def masked_softmax(scores, visible):
    """Softmax over the visible keys; a row without any becomes zeros."""
    scores = np.where(visible, scores, -np.inf)
    largest = scores.max(axis=-1, keepdims=True)
    largest = np.where(np.isfinite(largest), largest, 0.0)  # an empty row: -inf - -inf would be NaN
    powers = np.exp(scores - largest)
    total = powers.sum(axis=-1, keepdims=True)
    return powers / np.where(total > 0, total, 1.0)


def rope_attention(q, k, v, q_positions, k_positions, base):
    H, G = q.shape[1], k.shape[1]
    q, k = rotate(q, q_positions, base), rotate(k, k_positions, base)  # (B, H, L, d), (B, G, S, d)
    k = np.repeat(k, H // G, axis=1)  # (B, G, S, d) to (B, H, S, d), a copy
    v = np.repeat(v, H // G, axis=1)
    visible = k_positions[:, None, None, :] <= q_positions[:, None, :, None]  # (B, 1, L, S), for every head
    scores = q @ k.transpose(0, 1, 3, 2) / np.sqrt(q.shape[-1])  # (B, H, L, S)
    weights = masked_softmax(scores, visible)
    return weights @ v, weights  # (B, H, L, S) @ (B, H, S, d)
