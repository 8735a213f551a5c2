import math

import torch
import torch.nn.functional as F


# %% triu of ones, masked_fill
def chunk_attention(q, k, v, past_k, past_v):
    k = torch.cat((past_k, k), dim=-2)
    v = torch.cat((past_v, v), dim=-2)
    n = q.shape[1] // k.shape[1]
    k, v = k.repeat_interleave(n, 1), v.repeat_interleave(n, 1)
    P = past_k.shape[-2]
    mask = torch.triu(torch.ones(q.shape[-2], k.shape[-2]), diagonal=P + 1).bool()
    att = (q @ k.mT) / math.sqrt(q.shape[-1])
    att = F.softmax(att.masked_fill(mask, -1e9), dim=-1)
    return att @ v


# %% positions compared, weights too
@torch.no_grad()
def chunk_attention(q, k, v, past_k, past_v):
    B, H, L, d = q.shape
    G, P = past_k.shape[1:3]
    keys, values = torch.cat([past_k, k], 2), torch.cat([past_v, v], 2)
    q_pos = torch.arange(P, P + L)
    k_pos = torch.arange(P + L)
    bias = torch.where(k_pos[None] <= q_pos[:, None], 0.0, float("-inf"))
    scores = torch.einsum("bgrld,bgsd->bgrls", q.view(B, G, H // G, L, d), keys) * d**-0.5 + bias
    weights = scores.softmax(-1)
    out = torch.einsum("bgrls,bgsd->bgrld", weights, values)
    return out.reshape(B, H, L, d), weights.reshape(B, H, L, P + L)


# %% token by token, expand
def chunk_attention(q, k, v, past_k, past_v):
    B, H, L, d = q.shape
    G = k.size(1)
    expand = lambda x: x[:, :, None].expand(B, G, H // G, x.size(2), d).reshape(B, H, -1, d)
    rows = []
    for i in range(L):
        past_k = torch.cat([past_k, k[:, :, i : i + 1]], dim=2)
        past_v = torch.cat([past_v, v[:, :, i : i + 1]], dim=2)
        w = torch.softmax(q[:, :, i : i + 1] @ expand(past_k).transpose(2, 3) / d**0.5, dim=-1)
        rows.append(w @ expand(past_v))
    return torch.cat(rows, dim=2)
