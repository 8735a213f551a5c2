import torch


def rotary_embedding(x, base):
    L, d = x.shape[-2:]
    pairs = torch.arange(d // 2, device=x.device)  # (d/2)
    frequencies = base ** (-2 * pairs / d)  # (d/2), from 1 down to almost 1 / base
    positions = torch.arange(L, device=x.device)  # (L)
    angles = positions[:, None] * frequencies  # (L, 1) * (d/2) to (L, d/2)
    cos, sin = angles.cos(), angles.sin()
    first, second = x.chunk(2, dim=-1)  # (B, H, L, d/2) each
    # (B, H, L, d/2) * (L, d/2): every entry and every head has the same angles.
    return torch.cat([first * cos - second * sin, first * sin + second * cos], dim=-1)  # (B, H, L, d)
