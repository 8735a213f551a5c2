import math

import torch
from torch import nn


class CausalSelfAttention(nn.Module):
    def __init__(self, d_model, num_heads):
        super().__init__()
        self.num_heads = num_heads
        self.c_attn = nn.Linear(d_model, 3 * d_model)
        self.c_proj = nn.Linear(d_model, d_model)

    def forward(self, x):
        qkv = self.c_attn(x).unflatten(-1, (3, self.num_heads, -1))  # (B, L, 3, H, d)
        q, k, v = qkv.unbind(dim=2)  # each (B, L, H, d): no transpose, einsum names the axes
        scores = torch.einsum("bihc,bjhc->bhij", q, k) / math.sqrt(q.size(-1))  # (B, H, L, L)
        past = torch.ones_like(scores, dtype=torch.bool).tril()
        weights = torch.softmax(scores.masked_fill(~past, float("-inf")), dim=-1)
        heads = torch.einsum("bhij,bjhc->bihc", weights, v)  # (B, L, H, d)
        return self.c_proj(heads.flatten(2)), weights  # (B, L, D)
