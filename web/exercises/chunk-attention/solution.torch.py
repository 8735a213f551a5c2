import math

import torch


def chunk_attention(q, k, v, past_k, past_v):
    k = torch.cat([past_k, k], dim=2)  # (B, G, S, d), with S = P + L
    v = torch.cat([past_v, v], dim=2)
    group_size = q.size(1) // k.size(1)
    k = k.repeat_interleave(group_size, dim=1)  # (B, H, S, d)
    v = v.repeat_interleave(group_size, dim=1)

    L, S = q.size(2), k.size(2)
    visible = torch.ones(L, S, dtype=torch.bool, device=q.device).tril(S - L)  # query i is token P + i
    scores = q @ k.transpose(-2, -1) / math.sqrt(q.size(-1))  # (B, H, L, d) @ (B, H, d, S)
    scores = scores.masked_fill(~visible, float("-inf"))  # no row is empty: each query sees itself
    weights = torch.softmax(scores, dim=-1)  # (B, H, L, S)
    return weights @ v, weights  # (B, H, L, S) @ (B, H, S, d)
