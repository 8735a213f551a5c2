import math

import torch


def sink_attention(q, k, v, sink):
    L, d = q.shape[-2:]
    scores = torch.einsum("bhid,bhjd->bhij", q, k) / math.sqrt(d)  # (B, H, L, L): the sum runs over d
    scores = scores.masked_fill(torch.ones(L, L, dtype=torch.bool, device=q.device).triu(1), float("-inf"))
    total = torch.logsumexp(scores, dim=-1, keepdim=True)  # (B, H, L, 1), of the visible keys
    total = torch.logaddexp(total, sink[:, None, None])  # one more term, (H, 1, 1)
    weights = torch.exp(scores - total)  # (B, H, L, L)
    return torch.einsum("bhij,bhjd->bhid", weights, v), weights  # (B, H, L, d): the sum runs over the keys j
