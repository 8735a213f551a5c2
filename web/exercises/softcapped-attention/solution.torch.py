import math

import torch


def softcapped_attention(q, k, v, cap):
    L, d = q.shape[-2:]
    scores = q @ k.transpose(-2, -1) / math.sqrt(d)  # (B, H, L, d) @ (B, H, d, L) = (B, H, L, L)
    scores = cap * torch.tanh(scores / cap)  # (B, H, L, L), between -cap and cap
    visible = torch.ones(L, L, dtype=torch.bool, device=q.device).tril()  # (L, L), for every batch entry and head
    weights = torch.softmax(scores.masked_fill(~visible, float("-inf")), dim=-1)  # (B, H, L, L), rows sum to 1
    return weights @ v, weights  # (B, H, L, L) @ (B, H, L, d) = (B, H, L, d)
