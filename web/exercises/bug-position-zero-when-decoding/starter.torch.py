import math

import torch


def rotate(x, base):
    """x: (B, H, L, d). Pair i is features i and i + d/2."""
    L, d = x.shape[-2:]
    frequencies = base ** (-2 * torch.arange(d // 2, device=x.device) / d)  # (d/2)
    angles = torch.arange(L, device=x.device)[:, None] * frequencies  # (L, d/2)
    cos, sin = angles.cos(), angles.sin()
    first, second = x.chunk(2, dim=-1)
    return torch.cat([first * cos - second * sin, first * sin + second * cos], dim=-1)


def rotary_attention(q, k_new, v_new, past_k, past_v, base):
    """Causal attention of L new tokens, with S tokens before them in a cache, whose keys are rotated already.

    q, k_new, v_new: (B, H, L, d). past_k, past_v: (B, H, S, d). Returns (B, H, L, d).
    """
    L, S = q.size(2), past_k.size(2)
    q, k_new = rotate(q, base), rotate(k_new, base)
    k = torch.cat([past_k, k_new], dim=2)  # (B, H, S + L, d)
    v = torch.cat([past_v, v_new], dim=2)
    scores = q @ k.transpose(-2, -1) / math.sqrt(q.size(-1))  # (B, H, L, S + L)
    visible = torch.ones(L, S + L, dtype=torch.bool, device=q.device).tril(diagonal=S)
    return torch.softmax(scores.masked_fill(~visible, float("-inf")), dim=-1) @ v
