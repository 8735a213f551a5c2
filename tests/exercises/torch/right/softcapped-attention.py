import math

import torch
import torch.nn.functional as F

# %% as in Gemma 2
def softcapped_attention(q, k, v, cap):
    scaling = q.shape[-1] ** -0.5
    attn_weights = torch.matmul(q, k.transpose(2, 3)) * scaling
    attn_weights = attn_weights / cap
    attn_weights = torch.tanh(attn_weights)
    attn_weights = attn_weights * cap
    L = q.shape[-2]
    causal_mask = torch.full((L, L), torch.finfo(q.dtype).min).triu(1)
    attn_weights = attn_weights + causal_mask
    attn_weights = F.softmax(attn_weights, dim=-1, dtype=torch.float32).to(q.dtype)
    return torch.matmul(attn_weights, v), attn_weights


# %% in place
def softcapped_attention(q, k, v, cap):
    L, d = q.shape[-2:]
    scores = (q @ k.mT).div(math.sqrt(d)).div(cap).tanh().mul(cap)
    scores = scores.masked_fill(torch.triu(torch.ones(L, L), diagonal=1).bool(), float("-inf"))
    return scores.softmax(-1) @ v


# %% positions compared
def softcapped_attention(q, k, v, cap):
    i = torch.arange(q.size(2))
    s = torch.einsum("bhid,bhjd->bhij", q, k) / q.size(3) ** 0.5
    s = torch.where(i[:, None] >= i[None, :], cap * torch.tanh(s / cap), float("-inf"))
    p = torch.exp(s - s.amax(-1, keepdim=True))
    return torch.einsum("bhij,bhjd->bhid", p / p.sum(-1, keepdim=True), v)
