import math

import torch


def grouped_query_attention(q, k, v):
    grouped = q.unflatten(1, (k.size(1), -1))  # (B, H, L, d) to (B, G, R, L, d), with R = H / G

    scores = torch.einsum("bgrld,bgsd->bgrls", grouped, k) / math.sqrt(q.size(-1))  # the keys have no r
    weights = torch.softmax(scores, dim=-1)  # (B, G, R, L, S)
    out = torch.einsum("bgrls,bgsd->bgrld", weights, v)  # (B, G, R, L, d)
    return out.flatten(1, 2), weights.flatten(1, 2)  # G and R become H again
