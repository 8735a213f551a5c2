import math

import torch

# %% groups-tiled-not-repeated: as it is found
def grouped_query_attention(q, k, v):
    group_size = q.size(1) // k.size(1)
    keys = k.repeat(1, group_size, 1, 1)
    values = v.repeat(1, group_size, 1, 1)
    scores = q @ keys.transpose(-2, -1) / math.sqrt(q.size(-1))
    return torch.softmax(scores, dim=-1) @ values


# %% groups-tiled-not-repeated: the keys repaired, not the values
def grouped_query_attention(q, k, v):
    group_size = q.size(1) // k.size(1)
    keys = k.repeat_interleave(group_size, dim=1)
    values = v.repeat(1, group_size, 1, 1)
    scores = q @ keys.transpose(-2, -1) / math.sqrt(q.size(-1))
    return torch.softmax(scores, dim=-1) @ values


# %% groups-tiled-not-repeated: expand before the groups
def grouped_query_attention(q, k, v):
    B, H, L, d = q.shape
    G, S = k.shape[1:3]
    keys = k[:, None].expand(B, H // G, G, S, d).reshape(B, H, S, d)
    values = v[:, None].expand(B, H // G, G, S, d).reshape(B, H, S, d)
    scores = q @ keys.transpose(-2, -1) / math.sqrt(d)
    return torch.softmax(scores, dim=-1) @ values


# %% groups-not-repeated: the copies left out
def grouped_query_attention(q, k, v):
    scores = torch.einsum("bhld,bhsd->bhls", q, k) / math.sqrt(q.size(-1))
    return torch.softmax(scores, dim=-1) @ v


# %% repeated-along-sequence: and a reshape to fit
def grouped_query_attention(q, k, v):
    B, H, L, d = q.shape
    G, S = k.shape[1:3]
    keys = k.repeat_interleave(H // G, dim=2).reshape(B, H, S, d)
    values = v.repeat_interleave(H // G, dim=2).reshape(B, H, S, d)
    scores = q @ keys.transpose(-2, -1) / math.sqrt(d)
    return torch.softmax(scores, dim=-1) @ values
