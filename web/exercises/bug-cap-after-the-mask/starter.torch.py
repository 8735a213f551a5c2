import math

import torch


def softcapped_attention(q, k, v, cap):
    """Causal attention with scores between -cap and cap.

    q, k, v: (B, H, L, d). Returns (B, H, L, d).
    """
    L, d = q.shape[-2:]
    scores = q @ k.transpose(-2, -1) / math.sqrt(d)  # (B, H, L, L)
    visible = torch.ones(L, L, dtype=torch.bool, device=q.device).tril()
    scores = scores.masked_fill(~visible, float("-inf"))
    scores = cap * torch.tanh(scores / cap)
    return torch.softmax(scores, dim=-1) @ v
