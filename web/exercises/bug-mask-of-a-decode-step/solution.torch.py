import math

import torch


def cached_attention(q, k_new, v_new, past_k, past_v):
    k = torch.cat([past_k, k_new], dim=2)  # (B, H, S + L, d)
    v = torch.cat([past_v, v_new], dim=2)
    scores = q @ k.transpose(-2, -1) / math.sqrt(q.size(-1))  # (B, H, L, S + L)
    # Query i is token S + i of the sequence.
    visible = torch.ones(scores.shape[-2:], dtype=torch.bool, device=q.device).tril(diagonal=past_k.size(2))
    scores = scores.masked_fill(~visible, float("-inf"))
    return torch.softmax(scores, dim=-1) @ v
