import torch
from torch import nn


class Block(nn.Module):
    """Pre-norm: x + attention(norm1(x)), then x + feed_forward(norm2(x))."""

    def __init__(self, d_model, num_heads, d_ff):
        super().__init__()
        self.num_heads = num_heads
        self.norm1 = nn.LayerNorm(d_model)
        self.query = nn.Linear(d_model, d_model)
        self.key = nn.Linear(d_model, d_model)
        self.value = nn.Linear(d_model, d_model)
        self.out = nn.Linear(d_model, d_model)
        self.norm2 = nn.LayerNorm(d_model)
        self.linear1 = nn.Linear(d_model, d_ff)
        self.linear2 = nn.Linear(d_ff, d_model)

    def forward(self, x):
        """x: (B, L, D). Returns (B, L, D)."""
        # TODO: causal attention and the feed-forward network, each with its normalisation and its residual.
        return x


class GPT(nn.Module):
    """Two blocks with learned positions; the output layer is the embedding table."""

    def __init__(self, vocab_size, max_length, d_model, num_heads, num_layers, d_ff):
        super().__init__()
        self.token_embedding = nn.Embedding(vocab_size, d_model)
        self.position_embedding = nn.Embedding(max_length, d_model)
        self.blocks = nn.ModuleList([Block(d_model, num_heads, d_ff) for _ in range(num_layers)])
        self.norm = nn.LayerNorm(d_model)

    def forward(self, ids):
        """ids: (B, L). Returns the logits of the next token at each position, (B, L, V)."""
        # TODO: embeddings, blocks, last normalisation, logits by the embedding table.
        return torch.zeros(*ids.shape, self.token_embedding.num_embeddings)
