import math

import torch
from torch import nn


class TextClassifierWithAttention(nn.Module):
    def __init__(self, vocab_size, d_model, num_classes):
        super().__init__()
        self.embedding = nn.Embedding(vocab_size, d_model)
        self.query_linear = nn.Linear(d_model, d_model)
        self.key_linear = nn.Linear(d_model, d_model)
        self.value_linear = nn.Linear(d_model, d_model)
        self.out_linear = nn.Linear(d_model, d_model)
        self.classifier = nn.Linear(d_model, num_classes)

    def forward(self, ids, mask):
        x = self.embedding(ids)
        q = self.query_linear(x)
        k = self.key_linear(x)
        v = self.value_linear(x)
        scores = q @ k.transpose(-2, -1) / math.sqrt(q.size(-1))
        scores = scores.masked_fill(~mask.unsqueeze(1), float("-inf"))  # nothing attends to padding
        tokens = self.out_linear(torch.softmax(scores, dim=-1) @ v)  # F.dropout does not know of eval()
        real = mask.unsqueeze(-1)  # (B, L, 1)
        pooled = (tokens * real).sum(dim=1) / real.sum(dim=1)  # (B, D), mean over the real tokens
        return self.classifier(pooled)
