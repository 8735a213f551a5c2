import torch
from torch import nn


class GraphAttention(nn.Module):
    """A graph attention layer of several heads, without a nonlinearity behind it."""

    def __init__(self, in_features, out_features, num_heads):
        super().__init__()
        self.w = nn.Parameter(torch.randn(num_heads, out_features, in_features))
        self.a_dst = nn.Parameter(torch.randn(num_heads, out_features))
        self.a_src = nn.Parameter(torch.randn(num_heads, out_features))

    def forward(self, x, adjacency):
        """x: nodes, (N, K). adjacency: (N, N), true where node i (row) attends to node j.

        Returns (N, H * o), the heads side by side; or (out, weights) with weights (H, N, N).
        """
        # TODO: project, score the neighbours, softmax, weighted sum, join the heads.
        return torch.zeros(x.size(0), self.w.size(0) * self.w.size(1))
