import math

import torch


def sink_attention(q, k, v, sink):
    B, H, L, d = q.shape
    scores = q @ k.transpose(-2, -1) / math.sqrt(d)  # (B, H, L, d) @ (B, H, d, L) = (B, H, L, L)
    future = torch.ones(L, L, dtype=torch.bool, device=q.device).triu(1)  # (L, L)
    scores = scores.masked_fill(future, float("-inf"))

    column = sink.reshape(1, H, 1, 1).expand(B, H, L, 1)  # one more key for each row, never masked
    shares = torch.softmax(torch.cat([scores, column], dim=-1), dim=-1)  # (B, H, L, L + 1), rows sum to 1
    weights = shares[..., :-1]  # (B, H, L, L): the sink's share goes to no value
    return weights @ v, weights  # (B, H, L, L) @ (B, H, L, d) = (B, H, L, d)
