import math

import torch
from torch import nn


class CausalSelfAttention(nn.Module):
    def __init__(self, d_model, num_heads):
        super().__init__()
        self.num_heads = num_heads
        self.head_dim = d_model // num_heads
        self.c_attn = nn.Linear(d_model, 3 * d_model)  # queries, then keys, then values
        self.c_proj = nn.Linear(d_model, d_model)

    def split_heads(self, x):
        """(B, L, D) to (B, H, L, d)."""
        B, L, _ = x.shape
        return x.view(B, L, self.num_heads, self.head_dim).transpose(1, 2)

    def forward(self, x):
        B, L, D = x.shape
        q, k, v = self.c_attn(x).chunk(3, dim=-1)  # (B, L, 3 D) to three of (B, L, D)
        q, k, v = self.split_heads(q), self.split_heads(k), self.split_heads(v)  # (B, H, L, d)
        scores = q @ k.transpose(-2, -1) / math.sqrt(self.head_dim)  # (B, H, L, L)
        future = torch.ones(L, L, dtype=torch.bool, device=x.device).triu(1)  # (L, L)
        weights = torch.softmax(scores.masked_fill(future, float("-inf")), dim=-1)  # no row is empty
        merged = (weights @ v).transpose(1, 2).reshape(B, L, D)  # (B, H, L, d) to (B, L, D)
        return self.c_proj(merged), weights
