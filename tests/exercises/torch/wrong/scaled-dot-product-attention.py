import math

import torch
import torch.nn.functional as F

# %% scale-by-other-size: d_v
def scaled_dot_product_attention(q, k, v):
    weights = F.softmax(torch.bmm(q, k.transpose(1, 2)) / math.sqrt(v.size(-1)), dim=-1)
    return torch.bmm(weights, v)


# %% scale-by-other-size: the batch
def scaled_dot_product_attention(q, k, v):
    weights = F.softmax(torch.bmm(q, k.transpose(1, 2)) / math.sqrt(q.size(0)), dim=-1)
    return torch.bmm(weights, v)


# %% missing-scale: einsum
def scaled_dot_product_attention(q, k, v):
    scores = torch.einsum("bld,bsd->bls", q, k)
    weights = torch.softmax(scores, -1)
    return torch.einsum("bls,bsd->bld", weights, v), weights


# %% missing-scale: softmax layer
def scaled_dot_product_attention(q, k, v):
    weights = torch.nn.Softmax(dim=2)(q.bmm(k.permute(0, 2, 1)))
    return weights.bmm(v)


# %% softmax-over-queries: dim 1
def scaled_dot_product_attention(q, k, v):
    scores = torch.bmm(q, k.permute(0, 2, 1)) / math.sqrt(k.shape[2])
    weights = F.softmax(scores, dim=1)
    return torch.bmm(weights, v)


# %% softmax-over-batch: no dim
def scaled_dot_product_attention(q, k, v):
    scores = torch.bmm(q, k.permute(0, 2, 1)) / math.sqrt(k.shape[2])
    return torch.bmm(F.softmax(scores), v)


# %% keys-not-transposed: bmm
def scaled_dot_product_attention(q, k, v):
    weights = F.softmax(torch.bmm(q, k) / math.sqrt(k.shape[2]), dim=-1)
    return torch.bmm(weights, v)


# %% keys-not-transposed: bmm of the first two dims
def scaled_dot_product_attention(q, k, v):
    weights = F.softmax(torch.bmm(q, k.transpose(0, 1)) / math.sqrt(k.shape[2]), dim=-1)
    return torch.bmm(weights, v)


# %% keys-not-transposed: einsum
def scaled_dot_product_attention(q, k, v):
    scores = torch.einsum("bld,bds->bls", q, k) / math.sqrt(k.shape[2])
    return F.softmax(scores, dim=-1) @ v


# %% queries-and-keys-swapped: einsum
def scaled_dot_product_attention(q, k, v):
    scores = torch.einsum("bld,bsd->bsl", q, k) / math.sqrt(k.shape[2])
    return F.softmax(scores, dim=-1) @ v


# %% returned-weights-instead: the weights
def scaled_dot_product_attention(q, k, v):
    return F.softmax(q @ k.mT / math.sqrt(k.shape[2]), dim=-1)


# %% activation-on-output: relu
def scaled_dot_product_attention(q, k, v):
    return torch.relu(F.softmax(q @ k.mT / math.sqrt(k.shape[2]), dim=-1) @ v)


# %% first-entry-only: squeezed
def scaled_dot_product_attention(q, k, v):
    q, k, v = q[0], k[0], v[0]
    return F.softmax(q @ k.T / math.sqrt(k.size(-1)), dim=-1) @ v


# %% unasked-causal-mask: triu and masked_fill_
def scaled_dot_product_attention(q, k, v):
    scores = q @ k.mT / math.sqrt(k.shape[2])
    future = torch.ones(scores.shape[-2:], dtype=torch.bool).triu(1)
    scores.masked_fill_(future, -torch.inf)
    return F.softmax(scores, dim=-1) @ v
