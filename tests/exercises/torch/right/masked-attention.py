import math

import torch
import torch.nn.functional as F

# %% finfo.min, and zeros afterwards
def masked_attention(q, k, v, mask):
    scores = q @ k.transpose(-2, -1) / math.sqrt(q.size(-1))
    scores = scores.masked_fill(~mask, torch.finfo(scores.dtype).min)
    weights = F.softmax(scores, dim=-1).masked_fill(~mask, 0.0)
    return weights @ v, weights


# %% -1e9 and the mask again
def masked_attention(q, k, v, mask):
    scores = torch.matmul(q, k.transpose(-2, -1)) / math.sqrt(q.size(-1))
    scores = scores.masked_fill(mask == 0, -1e9)
    weights = F.softmax(scores, dim=-1) * mask
    return torch.matmul(weights, v), weights


# %% NaN only where nothing is asked
def masked_attention(q, k, v, mask):
    scores = torch.bmm(q, k.transpose(1, 2)) / math.sqrt(q.shape[-1])
    hidden = ~mask & mask.any(dim=-1, keepdim=True)
    weights = torch.softmax(scores.masked_fill(hidden, float("-inf")), dim=-1)
    weights = weights * mask.any(-1, keepdim=True)
    return torch.bmm(weights, v)


# %% in place
def masked_attention(q, k, v, mask):
    scores = torch.einsum("bld,bsd->bls", q, k) / math.sqrt(q.size(-1))
    scores.masked_fill_(mask.logical_not(), -1e30)
    weights = scores.softmax(dim=-1).masked_fill(mask.logical_not(), 0)
    return torch.einsum("bls,bsd->bld", weights, v)


# %% where
def masked_attention(q, k, v, mask):
    scores = torch.where(mask, q @ k.mT / q.size(-1) ** 0.5, torch.tensor(-1e20))
    weights = torch.where(mask, torch.softmax(scores, -1), torch.tensor(0.0))
    return weights @ v, weights


# %% where with numbers
def masked_attention(q, k, v, mask):
    scores = torch.where(mask, q @ k.mT / q.size(-1) ** 0.5, -1e20)
    weights = torch.where(mask, torch.softmax(scores, -1), 0.0)
    return weights @ v


# %% additive mask
def masked_attention(q, k, v, mask):
    bias = torch.zeros(mask.shape).masked_fill_(~mask, -1e15)
    weights = F.softmax(q @ k.mT / math.sqrt(q.size(-1)) + bias, dim=-1)
    return (weights * mask) @ v


# %% float mask
def masked_attention(q, k, v, mask):
    m = mask.float()
    scores = q @ k.mT / math.sqrt(q.size(-1)) * m - 1e20 * (1 - m)
    weights = F.softmax(scores, dim=-1) * m
    return weights @ v


# %% exponentials by hand
def masked_attention(q, k, v, mask):
    scores = (q @ k.mT / math.sqrt(q.size(-1))).masked_fill(~mask, -1e30)
    e = torch.exp(scores - scores.amax(-1, keepdim=True)) * mask
    weights = e / e.sum(-1, keepdim=True).clamp(min=1e-9)
    return weights @ v, weights


# %% only the output is cleared
def masked_attention(q, k, v, mask):
    scores = (q @ k.mT / math.sqrt(q.size(-1))).masked_fill(~mask, -1e30)
    out = F.softmax(scores, dim=-1) @ v
    return out.masked_fill(~mask.any(-1, keepdim=True), 0.0)


# %% assigned by index
def masked_attention(q, k, v, mask):
    scores = q @ k.mT / math.sqrt(q.size(-1))
    scores[~mask] = -1e30
    weights = torch.softmax(scores, dim=-1)
    weights = weights * mask.to(weights.dtype)
    return weights @ v, weights
