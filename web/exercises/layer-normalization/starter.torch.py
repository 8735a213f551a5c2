import torch
from torch import nn


class LayerNorm(nn.Module):
    """Layer normalisation over the last axis."""

    def __init__(self, d_model, eps):
        super().__init__()
        self.eps = eps  # added to the variance
        self.weight = nn.Parameter(torch.ones(d_model))  # gamma
        self.bias = nn.Parameter(torch.zeros(d_model))  # beta

    def forward(self, x):
        """x: tokens, (B, L, D). Returns normalised tokens, (B, L, D)."""
        # TODO: give every token mean 0 and variance 1, then scale and shift its features.
        return torch.zeros_like(x)
