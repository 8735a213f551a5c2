import torch
from torch import nn


class CrossAttention(nn.Module):
    """Multi-head attention from one sequence to another: queries from x, keys and values from memory."""

    def __init__(self, d_model, d_memory, num_heads):
        super().__init__()
        self.num_heads = num_heads
        self.query = nn.Linear(d_model, d_model)
        self.key = nn.Linear(d_memory, d_model)
        self.value = nn.Linear(d_memory, d_model)
        self.out = nn.Linear(d_model, d_model)

    def forward(self, x, memory, memory_mask):
        """x: (B, L, D), memory: (B, S, M), memory_mask: bool (B, S), true = real position.

        Returns (B, L, D); or (out, weights) with weights (B, H, L, S).
        """
        # TODO: project, split into heads, mask padding, attend, merge the heads, project.
        return torch.zeros_like(x)
