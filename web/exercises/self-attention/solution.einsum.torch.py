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
        scores = torch.einsum("bic,bjc->bij", q, k) / math.sqrt(q.size(-1))  # (B, L, L)
        weights = torch.softmax(scores, dim=-1)  # (B, L, L), over the keys
        averages = torch.einsum("bij,bjc->bic", weights, v)  # (B, L, D): the sum runs over the keys j
        return self.out(averages), weights
