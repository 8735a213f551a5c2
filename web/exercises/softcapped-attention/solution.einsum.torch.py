import math

import torch


def softcapped_attention(q, k, v, cap):
    L, d = q.shape[-2:]
    scores = torch.einsum("bhid,bhjd->bhij", q, k) / math.sqrt(d)  # (B, H, L, L): the sum runs over d
    scores = cap * torch.tanh(scores / cap)
    future = torch.ones(L, L, dtype=torch.bool, device=q.device).triu(1)  # (L, L), true where j > i
    weights = scores.masked_fill(future, float("-inf")).softmax(dim=-1)  # (B, H, L, L)
    return torch.einsum("bhij,bhjd->bhid", weights, v), weights  # (B, H, L, d): the sum runs over the keys j
