import math

import torch


def softcapped_attention(q, k, v, cap):
    L, d = q.shape[-2:]
    scores = q @ k.transpose(-2, -1) / math.sqrt(d)  # (B, H, L, L)
    scores = cap * torch.tanh(scores / cap)
    visible = torch.ones(L, L, dtype=torch.bool, device=q.device).tril()
    scores = scores.masked_fill(~visible, float("-inf"))  # after the cap, which -inf would not survive
    weights = torch.softmax(scores, dim=-1)
    return weights @ v, weights
