import torch


def sinusoidal_positions(length, dim):
    positions = torch.arange(length)[:, None]  # (length, 1)
    frequencies = 10000 ** (-torch.arange(0, dim, 2) / dim)  # (ceil(dim / 2)), from 1 down to almost 1 / 10000
    angles = positions * frequencies  # (length, ceil(dim / 2))
    out = torch.zeros(length, dim)
    out[:, 0::2] = angles.sin()
    out[:, 1::2] = angles[:, : dim // 2].cos()  # an odd dim has one cosine less
    return out
