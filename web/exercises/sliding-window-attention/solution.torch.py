import math

import torch


def sliding_window_attention(q, k, v, window):
    L, d = q.shape[-2:]
    position = torch.arange(L)
    distance = position[:, None] - position  # (L, 1) - (L) = (L, L): i - j
    visible = (distance >= 0) & (distance < window)  # (L, L), for every batch entry and head

    scores = q @ k.transpose(-2, -1) / math.sqrt(d)  # (B, H, L, d) @ (B, H, d, L) = (B, H, L, L)
    scores = scores.masked_fill(~visible, float("-inf"))  # (B, H, L, L)
    weights = torch.softmax(scores, dim=-1)  # (B, H, L, L), rows sum to 1: each query sees itself
    return weights @ v, weights  # (B, H, L, L) @ (B, H, L, d) = (B, H, L, d)
