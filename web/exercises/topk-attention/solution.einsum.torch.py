import math

import torch


def topk_attention(q, k, v, top):
    L, d = q.shape[-2:]
    scores = torch.einsum("bhid,bhjd->bhij", q, k) / math.sqrt(d)  # (B, H, L, L): the sum runs over d
    scores = scores.masked_fill(torch.ones(L, L, dtype=torch.bool, device=q.device).triu(1), float("-inf"))
    threshold = scores.topk(min(top, L), dim=-1).values[..., -1:]  # (B, H, L, 1): the smallest score that is kept
    weights = scores.masked_fill(scores < threshold, float("-inf")).softmax(dim=-1)  # (B, H, L, L)
    return torch.einsum("bhij,bhjd->bhid", weights, v), weights  # (B, H, L, d): the sum runs over the keys j
