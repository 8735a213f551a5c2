import torch
from torch import nn


class RMSNorm(nn.Module):
    """Root mean square normalisation over the last axis."""

    def __init__(self, d_model, eps):
        super().__init__()
        self.eps = eps  # added to the mean square
        self.weight = nn.Parameter(torch.ones(d_model))  # gamma

    def forward(self, x):
        """x: tokens, (B, L, D). Returns normalised tokens, (B, L, D)."""
        # TODO: divide every token by its root mean square, then multiply its features by gamma.
        return torch.zeros_like(x)
