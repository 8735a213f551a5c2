import torch
from torch import nn


class AdditiveAttention(nn.Module):
    """Attention whose scores are u · tanh(wq q + wk k)."""

    def __init__(self, query_dim, key_dim, hidden_dim):
        super().__init__()
        self.query = nn.Linear(query_dim, hidden_dim, bias=False)  # wq
        self.key = nn.Linear(key_dim, hidden_dim, bias=False)  # wk
        self.u = nn.Parameter(torch.randn(hidden_dim))

    def forward(self, q, k, v):
        """q: (B, L, a). k: (B, S, c). v: (B, S, dv).

        Returns (B, L, dv); or (out, weights) with weights (B, L, S).
        """
        # TODO: project, add every query to every key, tanh, scores, softmax, weighted sum.
        return torch.zeros(q.size(0), q.size(1), v.size(-1))
