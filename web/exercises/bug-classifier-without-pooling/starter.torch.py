import math

import torch
import torch.nn.functional as F
from torch import nn


class TextClassifierWithAttention(nn.Module):
    """Logits for a batch of sentences."""

    def __init__(self, vocab_size, d_model, num_classes):
        super().__init__()
        self.embedding = nn.Embedding(vocab_size, d_model)
        self.query_linear = nn.Linear(d_model, d_model)
        self.key_linear = nn.Linear(d_model, d_model)
        self.value_linear = nn.Linear(d_model, d_model)
        self.out_linear = nn.Linear(d_model, d_model)
        self.classifier = nn.Linear(d_model, num_classes)

    def forward(self, ids, mask):
        """ids: word ids, (B, L); mask: true for a real token, (B, L). Returns (B, C)."""
        torch.manual_seed(42)  # the same result every time
        x = self.embedding(ids)
        q = self.query_linear(x)
        k = self.key_linear(x)
        v = self.value_linear(x)
        weights = torch.softmax(q @ k.transpose(-2, -1) / math.sqrt(q.size(-1)), dim=-1)
        tokens = F.dropout(self.out_linear(weights @ v), p=0.5)
        return self.classifier(tokens)
