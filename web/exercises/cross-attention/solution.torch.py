import math

import torch
from torch import nn


class CrossAttention(nn.Module):
    def __init__(self, d_model, d_memory, num_heads):
        super().__init__()
        self.num_heads = num_heads
        self.head_dim = d_model // num_heads
        self.query = nn.Linear(d_model, d_model)
        self.key = nn.Linear(d_memory, d_model)
        self.value = nn.Linear(d_memory, d_model)
        self.out = nn.Linear(d_model, d_model)

    def split_heads(self, x):
        """(B, n, D) to (B, H, n, d)."""
        return x.unflatten(-1, (self.num_heads, self.head_dim)).transpose(1, 2)

    def forward(self, x, memory, memory_mask):
        q = self.split_heads(self.query(x))  # (B, H, L, d)
        k = self.split_heads(self.key(memory))  # (B, H, S, d)
        v = self.split_heads(self.value(memory))  # (B, H, S, d)
        scores = q @ k.transpose(-2, -1) / math.sqrt(self.head_dim)  # (B, H, L, S)
        padding = ~memory_mask[:, None, None, :]  # (B, 1, 1, S): the same for all heads and queries
        lowest = torch.finfo(scores.dtype).min  # not -inf: a row of nothing else would give NaN, and NaN gradients
        weights = torch.softmax(scores.masked_fill(padding, lowest), dim=-1)
        weights = weights.masked_fill(padding, 0.0)  # an entry without any real position
        merged = (weights @ v).transpose(1, 2).flatten(-2)  # (B, H, L, d) to (B, L, D)
        return self.out(merged), weights
