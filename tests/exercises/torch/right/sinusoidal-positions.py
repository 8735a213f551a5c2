import math

import torch
from torch import nn


# %% div_term, as in the PyTorch tutorial
def sinusoidal_positions(length, dim):
    pe = torch.zeros(length, dim)
    position = torch.arange(0, length, dtype=torch.float).unsqueeze(1)
    div_term = torch.exp(torch.arange(0, dim, 2).float() * (-math.log(10000.0) / dim))
    pe[:, 0::2] = torch.sin(position * div_term)
    pe[:, 1::2] = torch.cos(position * div_term[: dim // 2])
    return pe


# %% a module with a buffer
class PositionalEncoding(nn.Module):
    def __init__(self, d_model, max_len):
        super().__init__()
        inv_freq = 1.0 / (10000 ** (torch.arange(0, d_model, 2).float() / d_model))
        angles = torch.outer(torch.arange(max_len).float(), inv_freq)
        pe = torch.stack((angles.sin(), angles.cos()), dim=-1).flatten(1)[:, :d_model]
        self.register_buffer("pe", pe)

    def forward(self, length):
        return self.pe[:length]


def sinusoidal_positions(length, dim):
    return PositionalEncoding(dim, length + 3)(length)


# %% all columns, torch.where
def sinusoidal_positions(length, dim):
    j = torch.arange(dim)
    angles = torch.arange(length)[:, None] / 10000 ** ((j - j % 2) / dim)
    return torch.where(j % 2 == 0, angles.sin(), angles.cos())


# %% loops
def sinusoidal_positions(length, dim):
    out = torch.empty(length, dim)
    for p in range(length):
        for i in range(0, dim, 2):
            out[p, i] = math.sin(p / 10000 ** (i / dim))
            if i + 1 < dim:
                out[p, i + 1] = math.cos(p / 10000 ** (i / dim))
    return out
