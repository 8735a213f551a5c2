import math

import torch


# %% build_alibi, as in Hugging Face's BLOOM, with distances
def alibi_bias(num_heads, seq_q, seq_k):
    closest_power_of_2 = 2 ** math.floor(math.log2(num_heads))
    base = torch.tensor(2 ** (-(2 ** -(math.log2(closest_power_of_2) - 3))), dtype=torch.float32)
    powers = torch.arange(1, 1 + closest_power_of_2, dtype=torch.int32)
    slopes = torch.pow(base, powers)
    if closest_power_of_2 != num_heads:
        extra_base = torch.tensor(2 ** (-(2 ** -(math.log2(2 * closest_power_of_2) - 3))), dtype=torch.float32)
        remaining = min(closest_power_of_2, num_heads - closest_power_of_2)
        extra_powers = torch.arange(1, 1 + 2 * remaining, 2, dtype=torch.int32)
        slopes = torch.cat([slopes, torch.pow(extra_base, extra_powers)], dim=0)
    distance = torch.arange(seq_k)[None, :] - torch.arange(seq_k - seq_q, seq_k)[:, None]
    return slopes[:, None, None] * -distance.abs()[None]


# %% recursive list
def slopes(n):
    if n & (n - 1) == 0:
        return [2 ** (-8 * (i + 1) / n) for i in range(n)]
    p = 1 << (n.bit_length() - 1)
    return slopes(p) + slopes(2 * p)[::2][: n - p]


def alibi_bias(num_heads, seq_q, seq_k):
    m = torch.tensor(slopes(num_heads)).view(num_heads, 1, 1)
    i = torch.arange(seq_q).view(1, -1, 1) + (seq_k - seq_q)
    j = torch.arange(seq_k).view(1, 1, -1)
    return -(m * torch.abs(i - j).float())


# %% einsum, cdist of positions
def alibi_bias(num_heads, seq_q, seq_k):
    n = 2 ** int(math.log2(num_heads))
    h = torch.arange(num_heads)
    exponent = torch.where(h < n, 8 * (h + 1) / n, 4 * (2 * (h - n) + 1) / n)
    q = torch.arange(seq_k - seq_q, seq_k).float()
    distance = torch.maximum(q[:, None] - torch.arange(seq_k), torch.arange(seq_k) - q[:, None])
    return torch.einsum("h,ij->hij", -(2.0**-exponent), distance)


# %% slopes of the next power of two, reordered, as in MPT
def alibi_bias(num_heads, seq_q, seq_k):
    n = 2 ** math.ceil(math.log2(num_heads))
    m = 1.0 / torch.pow(2, torch.arange(1, n + 1, dtype=torch.float32) * (8 / n))
    if n != num_heads:
        m = torch.concat([m[1::2], m[::2]])[:num_heads]
    distance = torch.abs(torch.arange(1 - seq_k, 1) - torch.arange(1 - seq_q, 1).view(-1, 1))
    return -m.view(-1, 1, 1) * distance
