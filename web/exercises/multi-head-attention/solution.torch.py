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
        """(B, L, D) to (B, H, L, d)."""
        return x.unflatten(-1, (self.num_heads, self.head_dim)).transpose(1, 2)

    def forward(self, x):
        q = self.split_heads(self.query(x))  # (B, H, L, d)
        k = self.split_heads(self.key(x))
        v = self.split_heads(self.value(x))
        scores = q @ k.transpose(-2, -1) / math.sqrt(self.head_dim)  # (B, H, L, L)
        weights = torch.softmax(scores, dim=-1)  # (B, H, L, L), over the keys
        heads = weights @ v  # (B, H, L, L) @ (B, H, L, d)
        concatenated = heads.transpose(1, 2).flatten(-2)  # (B, L, H, d) to (B, L, D)
        return self.out(concatenated), weights  # (B, L, D)
