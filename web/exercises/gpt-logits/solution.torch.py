import math

import torch
import torch.nn.functional as F
from torch import nn


class Block(nn.Module):
    def __init__(self, d_model, num_heads, d_ff):
        super().__init__()
        self.num_heads = num_heads
        self.norm1 = nn.LayerNorm(d_model)
        self.query = nn.Linear(d_model, d_model)
        self.key = nn.Linear(d_model, d_model)
        self.value = nn.Linear(d_model, d_model)
        self.out = nn.Linear(d_model, d_model)
        self.norm2 = nn.LayerNorm(d_model)
        self.linear1 = nn.Linear(d_model, d_ff)
        self.linear2 = nn.Linear(d_ff, d_model)

    def forward(self, x):
        x = x + self.attention(self.norm1(x))  # (B, L, D)
        return x + self.feed_forward(self.norm2(x))

    def attention(self, x):
        q = self.split_heads(self.query(x))  # (B, H, L, d)
        k = self.split_heads(self.key(x))
        v = self.split_heads(self.value(x))
        scores = q @ k.transpose(-2, -1) / math.sqrt(q.shape[-1])  # (B, H, L, L)
        length = x.shape[1]
        future = torch.ones(length, length, dtype=torch.bool, device=x.device).triu(1)  # (L, L)
        weights = torch.softmax(scores.masked_fill(future, float("-inf")), dim=-1)
        return self.out((weights @ v).transpose(1, 2).flatten(-2))  # (B, L, H, d) to (B, L, D)

    def split_heads(self, x):
        """(B, L, D) to (B, H, L, d)."""
        return x.unflatten(-1, (self.num_heads, -1)).transpose(1, 2)

    def feed_forward(self, x):
        return self.linear2(F.gelu(self.linear1(x), approximate="tanh"))  # (B, L, D) to (B, L, 4D) and back


class GPT(nn.Module):
    def __init__(self, vocab_size, max_length, d_model, num_heads, num_layers, d_ff):
        super().__init__()
        self.token_embedding = nn.Embedding(vocab_size, d_model)
        self.position_embedding = nn.Embedding(max_length, d_model)
        self.blocks = nn.ModuleList([Block(d_model, num_heads, d_ff) for _ in range(num_layers)])
        self.norm = nn.LayerNorm(d_model)

    def forward(self, ids):
        positions = torch.arange(ids.shape[1], device=ids.device)  # (L)
        x = self.token_embedding(ids) + self.position_embedding(positions)  # (B, L, D) + (L, D)
        for block in self.blocks:
            x = block(x)  # (B, L, D)
        return F.linear(self.norm(x), self.token_embedding.weight)  # (B, L, D) by (V, D) to (B, L, V)
