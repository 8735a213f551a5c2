import math

import torch
from torch import nn


class QueryPooling(nn.Module):
    def __init__(self, num_queries, d_model, num_heads):
        super().__init__()
        self.num_heads = num_heads
        self.head_dim = d_model // num_heads
        self.queries = nn.Parameter(torch.randn(num_queries, d_model))
        self.query = nn.Linear(d_model, d_model)
        self.key = nn.Linear(d_model, d_model)
        self.value = nn.Linear(d_model, d_model)
        self.out = nn.Linear(d_model, d_model)

    def split_heads(self, x):
        """(..., n, D) to (..., H, n, d)."""
        return x.unflatten(-1, (self.num_heads, self.head_dim)).transpose(-3, -2)

    def forward(self, x, mask):
        q = self.split_heads(self.query(self.queries))  # (N, D) to (H, N, d): no batch axis
        k = self.split_heads(self.key(x))  # (B, H, S, d)
        v = self.split_heads(self.value(x))  # (B, H, S, d)
        scores = q @ k.transpose(-2, -1) / math.sqrt(self.head_dim)  # (H, N, d) @ (B, H, d, S) to (B, H, N, S)
        padding = ~mask[:, None, None, :]  # (B, 1, 1, S)
        lowest = torch.finfo(scores.dtype).min  # not -inf: a row of nothing else would give NaN, and NaN gradients
        weights = torch.softmax(scores.masked_fill(padding, lowest), dim=-1)
        weights = weights.masked_fill(padding, 0.0)  # an entry without any real token
        merged = (weights @ v).transpose(1, 2).flatten(-2)  # (B, H, N, d) to (B, N, D)
        return self.out(merged), weights
