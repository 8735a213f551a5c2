import math

import torch


def scores_of(q, k):
    return q @ k.transpose(-2, -1) / math.sqrt(q.size(-1))


def causal(s):
    L = s.size(-1)
    return s.masked_fill(torch.ones(L, L, dtype=torch.bool).triu(1), float("-inf"))


# %% mask-before-cap: as the last step
def softcapped_attention(q, k, v, cap):
    return torch.softmax(cap * torch.tanh(causal(scores_of(q, k)) / cap), dim=-1) @ v


# %% cap-before-scale: products capped
def softcapped_attention(q, k, v, cap):
    s = torch.tanh(q @ k.mT / cap) * cap
    return causal(s / math.sqrt(q.size(-1))).softmax(-1) @ v


# %% clipped-instead-of-tanh: clamp
def softcapped_attention(q, k, v, cap):
    return causal(scores_of(q, k).clamp(min=-cap, max=cap)).softmax(-1) @ v


# %% cap-not-multiplied-back: tanh
def softcapped_attention(q, k, v, cap):
    return causal(torch.tanh(scores_of(q, k) / cap)).softmax(-1) @ v


# %% cap-left-out: result thrown away
def softcapped_attention(q, k, v, cap):
    scores = scores_of(q, k)
    torch.tanh(scores / cap) * cap
    return causal(scores).softmax(-1) @ v


# %% mask-ignored: forgotten
def softcapped_attention(q, k, v, cap):
    weights = (cap * torch.tanh(scores_of(q, k) / cap)).softmax(-1)
    return weights @ v, weights
