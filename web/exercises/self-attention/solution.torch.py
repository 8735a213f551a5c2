import math

import torch
from torch import nn


class SelfAttention(nn.Module):
    def __init__(self, d_model):
        super().__init__()
        self.query = nn.Linear(d_model, d_model)
        self.key = nn.Linear(d_model, d_model)
        self.value = nn.Linear(d_model, d_model)
        self.out = nn.Linear(d_model, d_model)

    def forward(self, x):
        q, k, v = self.query(x), self.key(x), self.value(x)  # (B, L, D)
        scores = q @ k.transpose(-2, -1) / math.sqrt(q.size(-1))  # (B, L, D) @ (B, D, L)
        weights = torch.softmax(scores, dim=-1)  # (B, L, L), over the keys
        return self.out(weights @ v), weights  # (B, L, L) @ (B, L, D)
