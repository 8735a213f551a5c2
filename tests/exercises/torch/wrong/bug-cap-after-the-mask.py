import math

import torch

# %% mask-before-cap: as it is found
def softcapped_attention(q, k, v, cap):
    L, d = q.shape[-2:]
    scores = q @ k.transpose(-2, -1) / math.sqrt(d)
    hidden = torch.ones(L, L, dtype=torch.bool).triu(1)
    scores = scores.masked_fill(hidden, float("-inf"))
    scores = cap * torch.tanh(scores / cap)
    return torch.softmax(scores, dim=-1) @ v


# %% mask-before-cap: the smallest float
def softcapped_attention(q, k, v, cap):
    L, d = q.shape[-2:]
    scores = q @ k.transpose(-2, -1) / math.sqrt(d)
    hidden = torch.ones(L, L, dtype=torch.bool).triu(1)
    scores = scores.masked_fill(hidden, torch.finfo(scores.dtype).min)
    scores = cap * torch.tanh(scores / cap)
    return torch.softmax(scores, dim=-1) @ v


# %% mask-before-cap: weights set to zero afterwards
def softcapped_attention(q, k, v, cap):
    L, d = q.shape[-2:]
    scores = q @ k.transpose(-2, -1) / math.sqrt(d)
    hidden = torch.ones(L, L, dtype=torch.bool).triu(1)
    scores = scores.masked_fill(hidden, float("-inf"))
    scores = cap * torch.tanh(scores / cap)
    weights = torch.softmax(scores, dim=-1).masked_fill(hidden, 0.0)
    return weights @ v


# %% cap-before-scale: the products are capped
def softcapped_attention(q, k, v, cap):
    L, d = q.shape[-2:]
    scores = cap * torch.tanh(q @ k.transpose(-2, -1) / cap) / math.sqrt(d)
    scores = scores.masked_fill(torch.ones(L, L, dtype=torch.bool).triu(1), float("-inf"))
    return torch.softmax(scores, dim=-1) @ v


# %% clipped-instead-of-tanh: clamp
def softcapped_attention(q, k, v, cap):
    L, d = q.shape[-2:]
    scores = q @ k.transpose(-2, -1) / math.sqrt(d)
    hidden = torch.ones(L, L, dtype=torch.bool).triu(1)
    scores = scores.clamp(-cap, cap)
    scores = scores.masked_fill(hidden, float("-inf"))
    return torch.softmax(scores, dim=-1) @ v


# %% cap-not-multiplied-back: tanh alone
def softcapped_attention(q, k, v, cap):
    L, d = q.shape[-2:]
    scores = q @ k.transpose(-2, -1) / math.sqrt(d)
    hidden = torch.ones(L, L, dtype=torch.bool).triu(1)
    scores = torch.tanh(scores / cap)
    scores = scores.masked_fill(hidden, float("-inf"))
    return torch.softmax(scores, dim=-1) @ v


# %% cap-not-divided: tanh of the score
def softcapped_attention(q, k, v, cap):
    L, d = q.shape[-2:]
    scores = q @ k.transpose(-2, -1) / math.sqrt(d)
    hidden = torch.ones(L, L, dtype=torch.bool).triu(1)
    scores = cap * torch.tanh(scores)
    scores = scores.masked_fill(hidden, float("-inf"))
    return torch.softmax(scores, dim=-1) @ v


# %% cap-left-out: the line removed
def softcapped_attention(q, k, v, cap):
    L, d = q.shape[-2:]
    scores = q @ k.transpose(-2, -1) / math.sqrt(d)
    hidden = torch.ones(L, L, dtype=torch.bool).triu(1)
    scores = scores.masked_fill(hidden, float("-inf"))
    return torch.softmax(scores, dim=-1) @ v


# %% mask-ignored: the mask removed
def softcapped_attention(q, k, v, cap):
    L, d = q.shape[-2:]
    scores = q @ k.transpose(-2, -1) / math.sqrt(d)
    hidden = torch.ones(L, L, dtype=torch.bool).triu(1)
    scores = cap * torch.tanh(scores / cap)
    return torch.softmax(scores, dim=-1) @ v


# %% mask-after-softmax: weights set to zero
def softcapped_attention(q, k, v, cap):
    L, d = q.shape[-2:]
    scores = q @ k.transpose(-2, -1) / math.sqrt(d)
    hidden = torch.ones(L, L, dtype=torch.bool).triu(1)
    scores = cap * torch.tanh(scores / cap)
    weights = torch.softmax(scores, dim=-1).masked_fill(hidden, 0.0)
    return weights @ v
