import math

import torch


def rotate(x, positions, base):
    """x: (B, heads, n, d), positions: (B, n)."""
    d = x.shape[-1]
    frequencies = base ** (-2 * torch.arange(d // 2, device=x.device) / d)  # (d/2)
    angles = positions[:, None, :, None] * frequencies  # (B, 1, n, 1) * (d/2) to (B, 1, n, d/2)
    cos, sin = angles.cos(), angles.sin()
    first, second = x.chunk(2, dim=-1)  # (B, heads, n, d/2) each
    return torch.cat([first * cos - second * sin, first * sin + second * cos], dim=-1)


def rope_attention(q, k, v, q_positions, k_positions, base):
    H, G = q.shape[1], k.shape[1]
    q, k = rotate(q, q_positions, base), rotate(k, k_positions, base)  # (B, H, L, d), (B, G, S, d)
    k = k.repeat_interleave(H // G, dim=1)  # (B, G, S, d) to (B, H, S, d), a copy
    v = v.repeat_interleave(H // G, dim=1)
    visible = k_positions[:, None, None, :] <= q_positions[:, None, :, None]  # (B, 1, L, S), for every head
    scores = q @ k.transpose(-2, -1) / math.sqrt(q.shape[-1])  # (B, H, L, S)
    lowest = torch.finfo(scores.dtype).min  # not -inf: a row of nothing else would give NaN, and NaN gradients
    weights = torch.softmax(scores.masked_fill(~visible, lowest), dim=-1)
    weights = weights.masked_fill(~visible, 0.0)  # a query before every key
    return weights @ v, weights  # (B, H, L, S) @ (B, H, S, d)
