import numpy as np


def rotary_embedding(x, base):
    L, d = x.shape[-2:]
    frequencies = base ** (-2.0 * np.arange(d // 2) / d)  # (d/2), from 1 down to almost 1 / base
    angles = np.arange(L)[:, None] * frequencies  # (L, 1) * (d/2) to (L, d/2)
    cos, sin = np.cos(angles), np.sin(angles)
    first, second = x[..., : d // 2], x[..., d // 2 :]  # (B, H, L, d/2) each
    # (B, H, L, d/2) * (L, d/2): every entry and every head has the same angles.
    return np.concatenate([first * cos - second * sin, first * sin + second * cos], axis=-1)  # (B, H, L, d)
