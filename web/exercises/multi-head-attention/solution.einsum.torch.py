import math

import torch
from torch import nn


class MultiHeadAttention(nn.Module):
    def __init__(self, d_model, num_heads):
        super().__init__()
        self.num_heads = num_heads
        self.head_dim = d_model // num_heads
        self.query = nn.Linear(d_model, d_model)
        self.key = nn.Linear(d_model, d_model)
        self.value = nn.Linear(d_model, d_model)
        self.out = nn.Linear(d_model, d_model)

    def split_heads(self, x):
        """(B, L, D) to (B, L, H, d): a view, without a transpose."""
        return x.unflatten(-1, (self.num_heads, self.head_dim))

    def forward(self, x):
        q = self.split_heads(self.query(x))  # (B, L, H, d)
        k = self.split_heads(self.key(x))
        v = self.split_heads(self.value(x))
        scores = torch.einsum("bihc,bjhc->bhij", q, k) / math.sqrt(self.head_dim)  # (B, H, L, L)
        weights = torch.softmax(scores, dim=-1)  # (B, H, L, L), over the keys
        averages = torch.einsum("bhij,bjhc->bihc", weights, v)  # (B, L, H, d)
        return self.out(averages.flatten(-2)), weights  # (B, L, H, d) to (B, L, D)
