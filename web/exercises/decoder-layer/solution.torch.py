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
        """(B, n, D) to (B, H, n, d)."""
        return x.unflatten(-1, (self.num_heads, self.head_dim)).transpose(1, 2)

    def forward(self, x, source, visible):
        q = self.split_heads(self.query(x))  # (B, H, L, d)
        k = self.split_heads(self.key(source))  # (B, H, S, d)
        v = self.split_heads(self.value(source))  # (B, H, S, d)
        scores = q @ k.transpose(-2, -1) / math.sqrt(self.head_dim)  # (B, H, L, S)
        lowest = torch.finfo(scores.dtype).min  # not -inf: a row of nothing else would give NaN, and NaN gradients
        weights = torch.softmax(scores.masked_fill(~visible, lowest), dim=-1)
        weights = weights.masked_fill(~visible, 0.0)  # a row without anything visible
        return self.out((weights @ v).transpose(1, 2).flatten(-2))  # (B, H, L, d) to (B, L, D)


class DecoderLayer(nn.Module):
    def __init__(self, d_model, num_heads, d_ff):
        super().__init__()
        self.self_attention = MultiHeadAttention(d_model, num_heads)
        self.cross_attention = MultiHeadAttention(d_model, num_heads)
        self.linear1 = nn.Linear(d_model, d_ff)
        self.linear2 = nn.Linear(d_ff, d_model)
        self.norm1 = nn.LayerNorm(d_model)  # eps is 1e-5
        self.norm2 = nn.LayerNorm(d_model)
        self.norm3 = nn.LayerNorm(d_model)

    def forward(self, x, memory, memory_mask):
        L = x.shape[1]
        causal = torch.ones(L, L, dtype=torch.bool, device=x.device).tril()  # (L, L)
        real = memory_mask[:, None, None, :]  # (B, 1, 1, S)
        h = self.norm1(x + self.self_attention(x, x, causal))  # (B, L, D)
        u = self.norm2(h + self.cross_attention(h, memory, real))  # (B, L, D)
        return self.norm3(u + self.feed_forward(u))  # (B, L, D)

    def feed_forward(self, u):
        return self.linear2(torch.relu(self.linear1(u)))  # (B, L, D) to (B, L, F) and back
