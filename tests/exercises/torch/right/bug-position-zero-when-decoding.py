import math

import torch


def rotate(x, positions, base):
    d = x.shape[-1]
    frequencies = base ** (-2 * torch.arange(d // 2) / d)
    angles = positions[:, None] * frequencies
    cos, sin = angles.cos(), angles.sin()
    first, second = x.chunk(2, dim=-1)
    return torch.cat([first * cos - second * sin, first * sin + second * cos], dim=-1)


def attend(q, k, v, L, S):
    scores = q @ k.transpose(-2, -1) / math.sqrt(q.size(-1))
    visible = torch.ones(L, S + L, dtype=torch.bool).tril(diagonal=S)
    return torch.softmax(scores.masked_fill(~visible, float("-inf")), dim=-1) @ v


# %% positions behind the cache
def rotary_attention(q, k_new, v_new, past_k, past_v, base):
    L, S = q.size(2), past_k.size(2)
    k = torch.cat([past_k, rotate(k_new, torch.arange(S, S + L), base)], dim=2)
    v = torch.cat([past_v, v_new], dim=2)
    return attend(rotate(q, torch.arange(S, S + L), base), k, v, L, S)


# %% cosines and sines of all positions, of which the last are taken
def rotary_attention(q, k_new, v_new, past_k, past_v, base):
    L, S = q.size(2), past_k.size(2)
    d = q.size(-1)
    angles = torch.arange(S + L)[:, None] / base ** (torch.arange(0, d, 2) / d)
    angles = torch.cat([angles, angles], dim=-1)[-L:]
    half = lambda x: torch.cat([-x[..., d // 2 :], x[..., : d // 2]], dim=-1)
    turn = lambda x: x * angles.cos() + half(x) * angles.sin()
    k = torch.cat([past_k, turn(k_new)], dim=2)
    return attend(turn(q), k, torch.cat([past_v, v_new], dim=2), L, S)
