import torch
from torch import nn


class AdditiveAttention(nn.Module):
    def __init__(self, query_dim, key_dim, hidden_dim):
        super().__init__()
        self.query = nn.Linear(query_dim, hidden_dim, bias=False)
        self.key = nn.Linear(key_dim, hidden_dim, bias=False)
        self.u = nn.Parameter(torch.randn(hidden_dim))  # (h)

    def forward(self, q, k, v):
        hidden = torch.tanh(self.query(q).unsqueeze(2) + self.key(k).unsqueeze(1))  # (B, L, S, h)
        weights = torch.einsum("blsh,h->bls", hidden, self.u).softmax(dim=-1)  # the sum runs over h
        return torch.einsum("bls,bsd->bld", weights, v), weights  # the sum runs over the keys s
