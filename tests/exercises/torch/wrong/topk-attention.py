import math

import torch


def scores_of(q, k):
    return q @ k.transpose(-2, -1) / math.sqrt(q.size(-1))


def causal(s):
    L = s.size(-1)
    return s.masked_fill(torch.ones(L, L, dtype=torch.bool).triu(1), float("-inf"))


def cut(s, by, top):
    return s.masked_fill(by < by.topk(min(top, s.size(-1)), dim=-1).values[..., -1:], float("-inf"))


# %% chosen-from-the-future: the mask afterwards
def topk_attention(q, k, v, top):
    s = scores_of(q, k)
    return causal(cut(s, s, top)).softmax(-1) @ v


# %% not-normalized-again: softmax first
def topk_attention(q, k, v, top):
    weights = causal(scores_of(q, k)).softmax(-1)
    best, places = weights.topk(min(top, weights.size(-1)), dim=-1)
    return torch.zeros_like(weights).scatter(-1, places, best) @ v


# %% smallest-kept: largest=False
def topk_attention(q, k, v, top):
    s = causal(scores_of(q, k))
    best, places = s.topk(min(top, s.size(-1)), dim=-1, largest=False)
    return torch.zeros_like(s).scatter(-1, places, best.softmax(-1)) @ v


# %% fewer-than-top: topk(top)
def topk_attention(q, k, v, top):
    s = causal(scores_of(q, k))
    best, places = s.topk(top, dim=-1)
    return torch.zeros_like(s).scatter(-1, places, best.softmax(-1)) @ v


# %% chosen-for-all-heads: scores averaged over the heads
def topk_attention(q, k, v, top):
    s = causal(scores_of(q, k))
    return cut(s, s.mean(dim=1, keepdim=True).expand_as(s), top).softmax(-1) @ v
