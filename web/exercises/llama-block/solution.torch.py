import math

import torch
import torch.nn.functional as F
from torch import nn


class LlamaBlock(nn.Module):
    def __init__(self, d_model, num_heads, num_kv_heads, d_ff, base, eps):
        super().__init__()
        self.num_heads = num_heads
        self.num_kv_heads = num_kv_heads
        self.head_dim = d_model // num_heads
        self.base = base
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

    def forward(self, x):
        h = x + self.attention(self.norm1(x))  # (B, L, D)
        return h + self.feed_forward(self.norm2(h))

    def attention(self, x):
        length = x.shape[1]
        q = self.split(self.q_proj(x), self.num_heads)  # (B, H, L, d)
        k = self.split(self.k_proj(x), self.num_kv_heads)  # (B, G, L, d)
        v = self.split(self.v_proj(x), self.num_kv_heads)
        cos, sin = self.angles(length, x.device)
        q, k = rotate(q, cos, sin), rotate(k, cos, sin)

        group_size = self.num_heads // self.num_kv_heads
        k = k.repeat_interleave(group_size, dim=1)  # (B, H, L, d), each head several times in a row
        v = v.repeat_interleave(group_size, dim=1)

        scores = q @ k.transpose(-2, -1) / math.sqrt(self.head_dim)  # (B, H, L, L)
        future = torch.ones(length, length, dtype=torch.bool, device=x.device).triu(1)
        weights = scores.masked_fill(future, -math.inf).softmax(dim=-1)
        heads = weights @ v  # (B, H, L, d)
        return self.o_proj(heads.transpose(1, 2).flatten(-2))  # (B, L, H, d) to (B, L, D)

    def split(self, x, n):
        """(B, L, n * d) to (B, n, L, d)."""
        return x.unflatten(-1, (n, self.head_dim)).transpose(1, 2)

    def angles(self, length, device):
        """Cosines and sines, both (L, d)."""
        even = torch.arange(0, self.head_dim, 2, device=device)  # 2i, (d/2)
        frequencies = self.base ** (-even / self.head_dim)
        angles = torch.outer(torch.arange(length, device=device), frequencies)  # (L, d/2)
        angles = torch.cat([angles, angles], dim=-1)  # (L, d): both features of a pair by the same
        return angles.cos(), angles.sin()

    def feed_forward(self, x):
        return self.down_proj(F.silu(self.gate_proj(x)) * self.up_proj(x))  # (B, L, D) to (B, L, F) and back


def rotate(x, cos, sin):
    first, second = x.chunk(2, dim=-1)  # both (..., L, d/2)
    return x * cos + torch.cat([-second, first], dim=-1) * sin
