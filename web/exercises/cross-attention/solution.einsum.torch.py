import math

import torch
from torch import nn


class CrossAttention(nn.Module):
    def __init__(self, d_model, d_memory, num_heads):
        super().__init__()
        self.num_heads = num_heads
        self.query = nn.Linear(d_model, d_model)
        self.key = nn.Linear(d_memory, d_model)
        self.value = nn.Linear(d_memory, d_model)
        self.out = nn.Linear(d_model, d_model)

    def forward(self, x, memory, memory_mask):
        q = self.query(x).unflatten(-1, (self.num_heads, -1))  # (B, L, H, d)
        k = self.key(memory).unflatten(-1, (self.num_heads, -1))  # (B, S, H, d)
        v = self.value(memory).unflatten(-1, (self.num_heads, -1))  # (B, S, H, d)
        scores = torch.einsum("bihc,bjhc->bhij", q, k) / math.sqrt(q.size(-1))  # (B, H, L, S)
        padding = ~memory_mask[:, None, None, :]  # (B, 1, 1, S)
        weights = torch.softmax(scores.masked_fill(padding, torch.finfo(scores.dtype).min), dim=-1)
        weights = weights.masked_fill(padding, 0.0)
        return self.out(torch.einsum("bhij,bjhc->bihc", weights, v).flatten(2)), weights  # (B, L, D)
