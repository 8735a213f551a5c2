import math

import torch


def chunk_attention(q, k, v, past_k, past_v):
    k = torch.cat([past_k, k], dim=2)  # (B, G, S, d), with S = P + L
    v = torch.cat([past_v, v], dim=2)
    L, S = q.size(2), k.size(2)

    grouped = q.unflatten(1, (k.size(1), -1))  # (B, H, L, d) to (B, G, R, L, d), with R = H / G
    scores = torch.einsum("bgrld,bgsd->bgrls", grouped, k) / math.sqrt(q.size(-1))
    future = torch.arange(S) > torch.arange(S - L, S)[:, None]  # (L, S): query i is token P + i
    weights = torch.softmax(scores.masked_fill(future, float("-inf")), dim=-1)  # (B, G, R, L, S)
    out = torch.einsum("bgrls,bgsd->bgrld", weights, v)
    return out.flatten(1, 2), weights.flatten(1, 2)
