import math

import torch
import torch.nn.functional as F
from torch import einsum, nn


class LlamaBlock(nn.Module):
    def __init__(self, d_model, num_heads, num_kv_heads, d_ff, base, eps):
        super().__init__()
        self.groups, self.size, self.head_dim = num_kv_heads, num_heads // num_kv_heads, d_model // num_heads
        kv_dim = num_kv_heads * self.head_dim
        self.norm1 = nn.RMSNorm(d_model, eps=eps)
        self.q_proj = nn.Linear(d_model, d_model, bias=False)
        self.k_proj = nn.Linear(d_model, kv_dim, bias=False)
        self.v_proj = nn.Linear(d_model, kv_dim, bias=False)
        self.o_proj = nn.Linear(d_model, d_model, bias=False)
        self.norm2 = nn.RMSNorm(d_model, eps=eps)
        self.gate_proj = nn.Linear(d_model, d_ff, bias=False)
        self.up_proj = nn.Linear(d_model, d_ff, bias=False)
        self.down_proj = nn.Linear(d_ff, d_model, bias=False)
        frequencies = base ** (-torch.arange(0, self.head_dim, 2) / self.head_dim)  # (d/2)
        self.register_buffer("frequencies", frequencies, persistent=False)

    def forward(self, x):
        h = x + self.attention(self.norm1(x))  # (B, L, D)
        n = self.norm2(h)
        return h + self.down_proj(F.silu(self.gate_proj(n)) * self.up_proj(n))

    def attention(self, x):
        length = x.shape[1]
        # g: group, r: query head of the group. The view needs no copy: query heads of a group lie side by side.
        q = self.rotate(self.q_proj(x).unflatten(-1, (self.groups, self.size, self.head_dim)))  # (B, L, G, H / G, d)
        k = self.rotate(self.k_proj(x).unflatten(-1, (self.groups, 1, self.head_dim))).squeeze(3)  # (B, L, G, d)
        v = self.v_proj(x).unflatten(-1, (self.groups, self.head_dim))
        scores = einsum("blgrd,bsgd->bgrls", q, k) / math.sqrt(self.head_dim)  # (B, G, H / G, L, L)
        past = torch.ones(length, length, dtype=torch.bool, device=x.device).tril()
        weights = scores.masked_fill(~past, -math.inf).softmax(dim=-1)
        heads = einsum("bgrls,bsgd->blgrd", weights, v)  # (B, L, G, H / G, d)
        return self.o_proj(heads.flatten(2))  # (B, L, D)

    def rotate(self, x):
        """x: (B, L, G, heads, d)."""
        positions = torch.arange(x.shape[1], device=x.device)
        angles = einsum("l,i->li", positions, self.frequencies)[:, None, None]  # (L, 1, 1, d/2)
        first, second = x.chunk(2, dim=-1)
        cos, sin = angles.cos(), angles.sin()
        return torch.cat([first * cos - second * sin, second * cos + first * sin], dim=-1)
