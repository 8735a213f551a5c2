import math
from math import sqrt

import torch
import torch.nn as nn
import torch.nn.functional as F

# %% matmul
def scaled_dot_product_attention(q, k, v):
    d_k = q.size(-1)
    scores = torch.matmul(q, k.transpose(-2, -1)) / math.sqrt(d_k)
    attn = F.softmax(scores, dim=-1)
    return torch.matmul(attn, v), attn


# %% bmm and permute
def scaled_dot_product_attention(q, k, v):
    scores = torch.bmm(q, k.permute(0, 2, 1)) / sqrt(k.shape[-1])
    return torch.bmm(torch.softmax(scores, dim=2), v)


# %% einsum
def scaled_dot_product_attention(q, k, v):
    scores = torch.einsum("bld,bsd->bls", q, k) * q.shape[-1] ** -0.5
    weights = scores.softmax(dim=-1)
    return torch.einsum("bls,bsd->bld", weights, v), weights


# %% mT and a tensor as the scale
def scaled_dot_product_attention(q, k, v):
    scale = torch.sqrt(torch.tensor(q.shape[-1], dtype=torch.float32))
    return ((q @ k.mT) / scale).softmax(-1) @ v


# %% queries scaled first
def scaled_dot_product_attention(q, k, v):
    q = q * (q.size(-1) ** -0.5)
    weights = nn.Softmax(dim=-1)(q @ k.transpose(1, 2))
    return weights @ v


# %% both scaled by the fourth root
def scaled_dot_product_attention(q, k, v):
    s = q.size(-1) ** 0.25
    return torch.softmax((q / s) @ (k / s).transpose(-1, -2), dim=-1) @ v


# %% baddbmm
def scaled_dot_product_attention(q, k, v):
    empty = torch.empty(q.size(0), q.size(1), k.size(1))
    scores = torch.baddbmm(empty, q, k.transpose(1, 2), beta=0, alpha=1 / math.sqrt(q.size(-1)))
    return torch.bmm(scores.softmax(-1), v)


# %% a loop over the batch
def scaled_dot_product_attention(q, k, v):
    outs = []
    for qi, ki, vi in zip(q, k, v):
        outs.append(torch.softmax(qi @ ki.T / math.sqrt(qi.shape[1]), dim=1) @ vi)
    return torch.stack(outs)


# %% sums of products
def scaled_dot_product_attention(q, k, v):
    scores = (q.unsqueeze(2) * k.unsqueeze(1)).sum(-1) / math.sqrt(q.size(-1))
    weights = F.softmax(scores, dim=-1)
    return (weights.unsqueeze(-1) * v.unsqueeze(1)).sum(dim=2), weights


# %% mask and dropout as options
def scaled_dot_product_attention(q, k, v, mask=None, dropout=None):
    scores = torch.matmul(q, k.transpose(-2, -1)) / math.sqrt(q.size(-1))
    if mask is not None:
        scores = scores.masked_fill(mask == 0, -1e9)
    p_attn = scores.softmax(dim=-1)
    if dropout is not None:
        p_attn = dropout(p_attn)
    return torch.matmul(p_attn, v), p_attn


# %% own softmax
def softmax(x, dim=-1):
    e = torch.exp(x - torch.max(x, dim=dim, keepdim=True)[0])
    return e / e.sum(dim=dim, keepdim=True)


def scaled_dot_product_attention(q, k, v):
    return softmax(q @ k.transpose(-1, -2) / np_sqrt(q)) @ v


def np_sqrt(q):
    return torch.tensor(float(q.shape[-1])).sqrt()
