import math

import torch


def masked_attention(q, k, v, mask):
    scores = torch.einsum("bic,bjc->bij", q, k) / math.sqrt(q.size(-1))  # (B, L, S)
    lowest = torch.finfo(scores.dtype).min  # not -inf: a row of nothing else would give NaN, and NaN gradients
    weights = torch.softmax(scores.masked_fill(~mask, lowest), dim=-1)  # (B, L, S), over the keys
    weights = weights.masked_fill(~mask, 0.0)  # a query that may attend to nothing
    return torch.einsum("bij,bjc->bic", weights, v), weights  # (B, L, d_v): the sum runs over the keys j
