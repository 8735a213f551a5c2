import math

import torch
import torch.nn.functional as F


def masked_softmax(scores, mask):
    weights = torch.softmax(scores.masked_fill(~mask, -1e9), dim=-1)
    return weights * mask


# %% missing-scale: none
def masked_attention(q, k, v, mask):
    return masked_softmax(q @ k.mT, mask) @ v


# %% scale-by-dimension: d
def masked_attention(q, k, v, mask):
    return masked_softmax(q @ k.mT / k.size(-1), mask) @ v


# %% keys-not-transposed: matmul
def masked_attention(q, k, v, mask):
    return masked_softmax(torch.matmul(q, k) / math.sqrt(k.size(-1)), mask) @ v


# %% keys-not-transposed: .T
def masked_attention(q, k, v, mask):
    return masked_softmax(q @ k.T / math.sqrt(k.size(-1)), mask) @ v


# %% values-from-keys: the keys
def masked_attention(q, k, v, mask):
    return masked_softmax(q @ k.mT / math.sqrt(k.size(-1)), mask) @ k


# %% returned-weights-instead: the weights
def masked_attention(q, k, v, mask):
    return masked_softmax(q @ k.mT / math.sqrt(k.size(-1)), mask)


# %% activation-on-output: relu
def masked_attention(q, k, v, mask):
    return F.relu(masked_softmax(q @ k.mT / math.sqrt(k.size(-1)), mask) @ v)


# %% first-entry-only: the first
def masked_attention(q, k, v, mask):
    return masked_softmax(q[0] @ k[0].T / math.sqrt(k.size(-1)), mask[0]) @ v[0]


# %% one-mask-for-all: the first query's
def masked_attention(q, k, v, mask):
    return masked_softmax(q @ k.mT / math.sqrt(k.size(-1)), mask[:, :1]) @ v


# %% masked-row-nan: baddbmm
def masked_attention(q, k, v, mask):
    bias = torch.zeros(mask.shape).masked_fill(~mask, float("-inf"))
    scores = torch.baddbmm(bias, q, k.transpose(1, 2), alpha=1 / math.sqrt(q.size(-1)))
    return torch.bmm(F.softmax(scores, dim=-1), v)


# %% masked-row-nan: in place by index
def masked_attention(q, k, v, mask):
    scores = torch.einsum("bld,bsd->bls", q, k) / math.sqrt(q.size(-1))
    scores[~mask] = float("-inf")
    return torch.einsum("bls,bsd->bld", F.softmax(scores, dim=-1), v)


# %% mask-inverted: -1e9 where true, in place
def masked_attention(q, k, v, mask):
    scores = torch.einsum("bld,bsd->bls", q, k) / math.sqrt(q.size(-1))
    scores[mask] = -1e9
    return torch.einsum("bls,bsd->bld", F.softmax(scores, dim=-1), v)
