import math

import torch


def grouped_query_attention(q, k, v):
    group_size = q.size(1) // k.size(1)
    keys = k.repeat_interleave(group_size, dim=1)  # (B, H, S, d): heads 0, 0, 1, 1, ...
    values = v.repeat_interleave(group_size, dim=1)
    scores = q @ keys.transpose(-2, -1) / math.sqrt(q.size(-1))  # (B, H, L, S)
    weights = torch.softmax(scores, dim=-1)  # over the keys
    return weights @ values, weights
