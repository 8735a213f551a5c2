import torch
from torch import nn


class MultiHeadAttention(nn.Module):
    def __init__(self, d_model, num_heads):
        super().__init__()
        self.num_heads = num_heads
        self.query = nn.Linear(d_model, d_model)
        self.key = nn.Linear(d_model, d_model)
        self.value = nn.Linear(d_model, d_model)
        self.out = nn.Linear(d_model, d_model)

    def forward(self, x, source, visible):
        """Queries from x, keys and values from source; visible is true where a query may attend to a key."""
        # TODO: project, split into heads, mask, attend, merge the heads, project.
        return torch.zeros_like(x)


class DecoderLayer(nn.Module):
    """One layer of a Transformer decoder: post-norm, ReLU, eps 1e-5."""

    def __init__(self, d_model, num_heads, d_ff):
        super().__init__()
        self.self_attention = MultiHeadAttention(d_model, num_heads)
        self.cross_attention = MultiHeadAttention(d_model, num_heads)
        self.linear1 = nn.Linear(d_model, d_ff)
        self.linear2 = nn.Linear(d_ff, d_model)
        self.norm1 = nn.LayerNorm(d_model)
        self.norm2 = nn.LayerNorm(d_model)
        self.norm3 = nn.LayerNorm(d_model)

    def forward(self, x, memory, memory_mask):
        """x: (B, L, D), memory: (B, S, D), memory_mask: bool (B, S), true = real position. Returns (B, L, D)."""
        # TODO: h = norm1(x + self_attention(x)), u = norm2(h + cross_attention(h, memory)), then norm3(u + feed_forward(u)).
        return torch.zeros_like(x)
