import math

import torch


def scaled_dot_product_attention(q, k, v):
    scores = q @ k.transpose(-2, -1) / math.sqrt(q.size(-1))  # (B, L, d) @ (B, d, S)
    weights = torch.softmax(scores, dim=-1)  # (B, L, S), over the keys
    return weights @ v, weights  # (B, L, S) @ (B, S, d_v)
