import math

import torch


def sliding_window_attention(q, k, v, window):
    L, d = q.shape[-2:]
    ones = torch.ones(L, L, dtype=torch.bool)
    visible = ones.tril() & ones.triu(1 - window)  # (L, L): not after the query, not too far back

    scores = torch.einsum("bhid,bhjd->bhij", q, k) / math.sqrt(d)  # (B, H, L, L): the sum runs over d
    weights = scores.masked_fill(~visible, float("-inf")).softmax(dim=-1)  # (B, H, L, L)
    return torch.einsum("bhij,bhjd->bhid", weights, v), weights  # (B, H, L, d): the sum runs over the keys j
