import torch
from torch import nn


class MultiHeadAttention(nn.Module):
    """Multi-head self-attention: each head has its own D / num_heads features."""

    def __init__(self, d_model, num_heads):
        super().__init__()
        self.num_heads = num_heads
        self.query = nn.Linear(d_model, d_model)
        self.key = nn.Linear(d_model, d_model)
        self.value = nn.Linear(d_model, d_model)
        self.out = nn.Linear(d_model, d_model)

    def forward(self, x):
        """x: (B, L, D). Returns (B, L, D); or (out, weights) with weights (B, H, L, L)."""
        # TODO: project, split into heads, attend in each head, concatenate the heads, project.
        return torch.zeros_like(x)
