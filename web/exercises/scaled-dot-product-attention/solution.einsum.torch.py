import math

import torch


def scaled_dot_product_attention(q, k, v):
    scores = torch.einsum("bic,bjc->bij", q, k) / math.sqrt(q.size(-1))  # (B, L, S)
    weights = torch.softmax(scores, dim=-1)  # (B, L, S), over the keys
    return torch.einsum("bij,bjc->bic", weights, v), weights  # (B, L, d_v): the sum runs over the keys j
