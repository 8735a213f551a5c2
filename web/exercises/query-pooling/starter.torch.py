import torch
from torch import nn


class QueryPooling(nn.Module):
    """Reads any number of tokens into N vectors, by attention from N learned queries."""

    def __init__(self, num_queries, d_model, num_heads):
        super().__init__()
        self.num_heads = num_heads
        self.queries = nn.Parameter(torch.randn(num_queries, d_model))
        self.query = nn.Linear(d_model, d_model)
        self.key = nn.Linear(d_model, d_model)
        self.value = nn.Linear(d_model, d_model)
        self.out = nn.Linear(d_model, d_model)

    def forward(self, x, mask):
        """x: (B, S, D), mask: bool (B, S), true = real token.

        Returns (B, N, D); or (out, weights) with weights (B, H, N, S).
        """
        # TODO: project, split into heads, mask padding, attend, merge the heads, project.
        return self.queries.expand(len(x), -1, -1)
