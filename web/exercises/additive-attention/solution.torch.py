import torch
from torch import nn


class AdditiveAttention(nn.Module):
    def __init__(self, query_dim, key_dim, hidden_dim):
        super().__init__()
        self.query = nn.Linear(query_dim, hidden_dim, bias=False)
        self.key = nn.Linear(key_dim, hidden_dim, bias=False)
        self.u = nn.Parameter(torch.randn(hidden_dim))  # (h)

    def forward(self, q, k, v):
        queries = self.query(q)  # (B, L, a) to (B, L, h)
        keys = self.key(k)  # (B, S, c) to (B, S, h)
        hidden = torch.tanh(queries[:, :, None] + keys[:, None])  # (B, L, 1, h) + (B, 1, S, h) = (B, L, S, h)
        scores = hidden @ self.u  # (B, L, S, h) @ (h) = (B, L, S)
        weights = torch.softmax(scores, dim=-1)  # (B, L, S), over the keys
        return weights @ v, weights  # (B, L, S) @ (B, S, dv) = (B, L, dv)
