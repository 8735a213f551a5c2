import math

import torch

# %% an index for each head
def grouped_query_attention(q, k, v):
    H, G = q.size(1), k.size(1)
    of = torch.arange(H) * G // H
    scores = q @ k[:, of].transpose(-2, -1) / math.sqrt(q.size(-1))
    weights = torch.softmax(scores, dim=-1)
    return weights @ v[:, of], weights


# %% the axis of copies behind the groups
def grouped_query_attention(q, k, v):
    B, H, L, d = q.shape
    G, S = k.shape[1:3]
    keys = k[:, :, None].expand(B, G, H // G, S, d).reshape(B, H, S, d)
    values = v[:, :, None].expand(B, G, H // G, S, d).reshape(B, H, S, d)
    scores = q @ keys.transpose(-2, -1) / math.sqrt(d)
    return torch.softmax(scores, dim=-1) @ values
