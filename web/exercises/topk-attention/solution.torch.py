import math

import torch


def topk_attention(q, k, v, top):
    L, d = q.shape[-2:]
    scores = q @ k.transpose(-2, -1) / math.sqrt(d)  # (B, H, L, d) @ (B, H, d, L) = (B, H, L, L)
    future = torch.ones(L, L, dtype=torch.bool, device=q.device).triu(1)  # (L, L)
    scores = scores.masked_fill(future, float("-inf"))  # before the choice

    best, places = scores.topk(min(top, L), dim=-1)  # (B, H, L, t) each; -inf where fewer are visible
    weights = torch.zeros_like(scores).scatter(-1, places, torch.softmax(best, dim=-1))  # (B, H, L, L)
    return weights @ v, weights  # (B, H, L, L) @ (B, H, L, d) = (B, H, L, d)
