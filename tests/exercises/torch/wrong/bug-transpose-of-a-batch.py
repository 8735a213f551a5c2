import math

import torch

# %% batch-axes-swapped: as it is found
def scaled_dot_product_attention(q, k, v):
    queries = q.transpose(0, 1)
    keys = k.transpose(0, 1)
    scores = torch.einsum("lbd,sbd->lbs", queries, keys)
    weights = torch.softmax(scores, dim=-1)
    return weights @ v


# %% batch-axes-swapped: the scale repaired
def scaled_dot_product_attention(q, k, v):
    queries = q.transpose(0, 1)
    keys = k.transpose(0, 1)
    scores = torch.einsum("lbd,sbd->lbs", queries, keys) / math.sqrt(q.size(-1))
    weights = torch.softmax(scores, dim=-1)
    return weights @ v


# %% missing-scale: the axes repaired
def scaled_dot_product_attention(q, k, v):
    scores = torch.einsum("bld,bsd->bls", q, k)
    return torch.softmax(scores, dim=-1) @ v
