import math

import torch
from torch import nn


class EncoderBlock(nn.Module):
    def __init__(self, d_model, num_heads, d_ff):
        super().__init__()
        self.num_heads = num_heads
        self.head_dim = d_model // num_heads
        self.query = nn.Linear(d_model, d_model)
        self.key = nn.Linear(d_model, d_model)
        self.value = nn.Linear(d_model, d_model)
        self.out = nn.Linear(d_model, d_model)
        self.linear1 = nn.Linear(d_model, d_ff)
        self.linear2 = nn.Linear(d_ff, d_model)
        self.norm1 = nn.LayerNorm(d_model)  # eps is 1e-5
        self.norm2 = nn.LayerNorm(d_model)

    def forward(self, x):
        h = self.norm1(x + self.attention(x))  # (B, L, D)
        return self.norm2(h + self.feed_forward(h))  # (B, L, D)

    def attention(self, x):
        q = self.split_heads(self.query(x))  # (B, H, L, d)
        k = self.split_heads(self.key(x))
        v = self.split_heads(self.value(x))
        scores = q @ k.transpose(-2, -1) / math.sqrt(self.head_dim)  # (B, H, L, L)
        heads = torch.softmax(scores, dim=-1) @ v  # (B, H, L, L) @ (B, H, L, d)
        return self.out(heads.transpose(1, 2).flatten(-2))  # (B, L, H, d) to (B, L, D)

    def split_heads(self, x):
        """(B, L, D) to (B, H, L, d)."""
        return x.unflatten(-1, (self.num_heads, self.head_dim)).transpose(1, 2)

    def feed_forward(self, x):
        return self.linear2(torch.relu(self.linear1(x)))  # (B, L, D) to (B, L, F) and back
