import math

import torch
import torch.nn.functional as F

# %% a mask scattered from topk
def topk_attention(q, k, v, top):
    L = q.size(-2)
    scores = torch.matmul(q, k.transpose(-2, -1)) / math.sqrt(q.size(-1))
    scores = scores.masked_fill(torch.triu(torch.ones(L, L), diagonal=1).bool(), float("-inf"))
    index = scores.topk(min(top, L), dim=-1).indices
    mask = torch.full_like(scores, float("-inf")).scatter(-1, index, 0.0)
    attn = F.softmax(scores + mask, dim=-1)
    return torch.matmul(attn, v), attn


# %% sort and compare, -1e9
def topk_attention(q, k, v, top):
    L, d = q.shape[-2:]
    s = torch.einsum("bhid,bhjd->bhij", q, k) * d**-0.5
    s = s.masked_fill(torch.ones(L, L).tril() == 0, -1e9)
    kth = s.sort(dim=-1, descending=True).values[..., min(top, L) - 1].unsqueeze(-1)
    return torch.where(s >= kth, s, -1e9).softmax(-1) @ v
