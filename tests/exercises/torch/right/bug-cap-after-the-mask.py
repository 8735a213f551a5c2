import math

import torch

# %% masked before and after
def softcapped_attention(q, k, v, cap):
    L, d = q.shape[-2:]
    scores = q @ k.transpose(-2, -1) / math.sqrt(d)
    hidden = torch.ones(L, L, dtype=torch.bool).triu(1)
    scores = scores.masked_fill(hidden, float("-inf"))
    scores = cap * torch.tanh(scores / cap)
    scores = scores.masked_fill(hidden, float("-inf"))
    return torch.softmax(scores, dim=-1) @ v


# %% masked weights normalised again
def softcapped_attention(q, k, v, cap):
    L, d = q.shape[-2:]
    scores = q @ k.transpose(-2, -1) / math.sqrt(d)
    hidden = torch.ones(L, L, dtype=torch.bool).triu(1)
    scores = scores.masked_fill(hidden, float("-inf"))
    scores = cap * torch.tanh(scores / cap)
    weights = torch.softmax(scores, dim=-1).masked_fill(hidden, 0.0)
    return weights / weights.sum(dim=-1, keepdim=True) @ v


# %% without the maximum
def softcapped_attention(q, k, v, cap):
    L, d = q.shape[-2:]
    scores = q @ k.transpose(-2, -1) / math.sqrt(d)
    hidden = torch.ones(L, L, dtype=torch.bool).triu(1)
    scores = cap * torch.tanh(scores / cap)
    powers = scores.exp().masked_fill(hidden, 0.0)
    weights = powers / powers.sum(dim=-1, keepdim=True)
    return weights @ v, weights


# %% minus infinity added
def softcapped_attention(q, k, v, cap):
    L, d = q.shape[-2:]
    scores = q @ k.transpose(-2, -1) / math.sqrt(d)
    hidden = torch.ones(L, L, dtype=torch.bool).triu(1)
    scores = torch.tanh(scores / cap) * cap
    scores = scores + torch.full((L, L), float("-inf")).triu(1)
    return torch.softmax(scores, dim=-1) @ v
