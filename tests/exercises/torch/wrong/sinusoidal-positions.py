import math

import torch


def in_turn(angles, dim):
    out = torch.zeros(angles.size(0), dim)
    out[:, 0::2] = angles.sin()
    out[:, 1::2] = angles[:, : dim // 2].cos()
    return out


def frequencies(dim):
    return torch.exp(torch.arange(0, dim, 2).float() * (-math.log(10000.0) / dim))


# %% sines-then-cosines: cat
def sinusoidal_positions(length, dim):
    angles = torch.outer(torch.arange(length).float(), frequencies(dim))
    return torch.cat([angles.sin(), angles.cos()], dim=-1)[:, :dim]


# %% odd-dim-not-handled: as many cosines as sines
def sinusoidal_positions(length, dim):
    pe = torch.zeros(length, dim)
    position = torch.arange(0, length, dtype=torch.float).unsqueeze(1)
    pe[:, 0::2] = torch.sin(position * frequencies(dim))
    pe[:, 1::2] = torch.cos(position * frequencies(dim))
    return pe


# %% exponent-of-feature: two times 2i
def sinusoidal_positions(length, dim):
    f = 10000 ** (-2 * torch.arange(0, dim, 2) / dim)
    return in_turn(torch.arange(length)[:, None] * f, dim)


# %% frequency-inverted: no minus
def sinusoidal_positions(length, dim):
    f = torch.exp(torch.arange(0, dim, 2).float() * (math.log(10000.0) / dim))
    return in_turn(torch.arange(length)[:, None] * f, dim)


# %% positions-from-one: arange(1, length + 1)
def sinusoidal_positions(length, dim):
    return in_turn(torch.arange(1, length + 1)[:, None] * frequencies(dim), dim)


# %% sine-and-cosine-exchanged: cosine first
def sinusoidal_positions(length, dim):
    angles = torch.arange(length)[:, None] * frequencies(dim)
    out = torch.zeros(length, dim)
    out[:, 0::2] = angles.cos()
    out[:, 1::2] = angles[:, : dim // 2].sin()
    return out


# %% returned-transposed: frequencies first
def sinusoidal_positions(length, dim):
    angles = frequencies(dim)[:, None] * torch.arange(length)
    out = torch.zeros(dim, length)
    out[0::2] = angles.sin()
    out[1::2] = angles[: dim // 2].cos()
    return out
