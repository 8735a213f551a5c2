import math

import torch


def rotate(x, positions, base):
    """x: (B, heads, n, d), positions: (B, n)."""
    d = x.shape[-1]
    frequencies = base ** (-2 * torch.arange(d // 2) / d)  # (d/2)
    angles = torch.einsum("bn,i->bni", positions.float(), frequencies).unsqueeze(1)  # (B, 1, n, d/2)
    first, second = x.chunk(2, dim=-1)  # (B, heads, n, d/2) each
    cos, sin = angles.cos(), angles.sin()
    return torch.cat([first * cos - second * sin, first * sin + second * cos], dim=-1)


def rope_attention(q, k, v, q_positions, k_positions, base):
    H, G, d = q.shape[1], k.shape[1], q.shape[-1]
    q = rotate(q, q_positions, base).unflatten(1, (G, H // G))  # (B, G, H/G, L, d)
    k = rotate(k, k_positions, base)  # (B, G, S, d), not repeated
    scores = torch.einsum("bgrld,bgsd->bgrls", q, k) / math.sqrt(d)  # (B, G, H/G, L, S)
    masked = (k_positions[:, None, :] > q_positions[:, :, None])[:, None, None]  # (B, 1, 1, L, S)
    weights = scores.masked_fill(masked, torch.finfo(scores.dtype).min).softmax(dim=-1)
    weights = weights.masked_fill(masked, 0.0)  # a query before every key
    out = torch.einsum("bgrls,bgsd->bgrld", weights, v)  # (B, G, H/G, L, d)
    return out.flatten(1, 2), weights.flatten(1, 2)  # (B, H, L, d), (B, H, L, S)
