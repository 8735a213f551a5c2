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


# %% new-tokens-at-position-zero: as it is found
def rotary_attention(q, k_new, v_new, past_k, past_v, base):
    L, S = q.size(2), past_k.size(2)
    k = torch.cat([past_k, rotate(k_new, torch.arange(L), base)], dim=2)
    v = torch.cat([past_v, v_new], dim=2)
    return attend(rotate(q, torch.arange(L), base), k, v, L, S)


# %% new-tokens-at-position-zero: not rotated at all
def rotary_attention(q, k_new, v_new, past_k, past_v, base):
    L, S = q.size(2), past_k.size(2)
    return attend(q, torch.cat([past_k, k_new], dim=2), torch.cat([past_v, v_new], dim=2), L, S)


# %% query-at-position-zero: the keys repaired
def rotary_attention(q, k_new, v_new, past_k, past_v, base):
    L, S = q.size(2), past_k.size(2)
    k = torch.cat([past_k, rotate(k_new, torch.arange(S, S + L), base)], dim=2)
    v = torch.cat([past_v, v_new], dim=2)
    return attend(rotate(q, torch.arange(L), base), k, v, L, S)


# %% new-keys-at-position-zero: the queries repaired
def rotary_attention(q, k_new, v_new, past_k, past_v, base):
    L, S = q.size(2), past_k.size(2)
    k = torch.cat([past_k, rotate(k_new, torch.arange(L), base)], dim=2)
    v = torch.cat([past_v, v_new], dim=2)
    return attend(rotate(q, torch.arange(S, S + L), base), k, v, L, S)


# %% keys-rotated-twice: all keys together
def rotary_attention(q, k_new, v_new, past_k, past_v, base):
    L, S = q.size(2), past_k.size(2)
    k = rotate(torch.cat([past_k, k_new], dim=2), torch.arange(S + L), base)
    v = torch.cat([past_v, v_new], dim=2)
    return attend(rotate(q, torch.arange(S, S + L), base), k, v, L, S)


# %% positions-off-by-one: from S + 1 on
def rotary_attention(q, k_new, v_new, past_k, past_v, base):
    L, S = q.size(2), past_k.size(2)
    k = torch.cat([past_k, rotate(k_new, torch.arange(S + 1, S + L + 1), base)], dim=2)
    v = torch.cat([past_v, v_new], dim=2)
    return attend(rotate(q, torch.arange(S + 1, S + L + 1), base), k, v, L, S)


# %% one-position-for-all: S
def rotary_attention(q, k_new, v_new, past_k, past_v, base):
    L, S = q.size(2), past_k.size(2)
    k = torch.cat([past_k, rotate(k_new, torch.full((L,), float(S)), base)], dim=2)
    v = torch.cat([past_v, v_new], dim=2)
    return attend(rotate(q, torch.full((L,), float(S)), base), k, v, L, S)


# %% values-rotated: with the keys
def rotary_attention(q, k_new, v_new, past_k, past_v, base):
    L, S = q.size(2), past_k.size(2)
    k = torch.cat([past_k, rotate(k_new, torch.arange(S, S + L), base)], dim=2)
    v = torch.cat([past_v, rotate(v_new, torch.arange(S, S + L), base)], dim=2)
    return attend(rotate(q, torch.arange(S, S + L), base), k, v, L, S)


# %% mask-top-left: the positions repaired, the mask broken
def rotary_attention(q, k_new, v_new, past_k, past_v, base):
    L, S = q.size(2), past_k.size(2)
    k = torch.cat([past_k, rotate(k_new, torch.arange(S, S + L), base)], dim=2)
    v = torch.cat([past_v, v_new], dim=2)
    scores = rotate(q, torch.arange(S, S + L), base) @ k.transpose(-2, -1) / math.sqrt(q.size(-1))
    scores = scores.masked_fill(~torch.ones(L, S + L, dtype=torch.bool).tril(), float("-inf"))
    return torch.softmax(scores, dim=-1) @ v
