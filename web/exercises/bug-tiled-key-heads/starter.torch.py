import math

import torch


def grouped_query_attention(q, k, v):
    """H query heads share G key and value heads.

    q: (B, H, L, d). k, v: (B, G, S, d). Returns (B, H, L, d).
    """
    group_size = q.size(1) // k.size(1)
    keys = k.repeat(1, group_size, 1, 1)  # (B, H, S, d): a key head for each query head
    values = v.repeat(1, group_size, 1, 1)
    scores = q @ keys.transpose(-2, -1) / math.sqrt(q.size(-1))  # (B, H, L, S)
    return torch.softmax(scores, dim=-1) @ values
