import math

import torch
from torch import nn


class AttentionTextClassifier(nn.Module):
    def __init__(self, vocab_size, d_model, num_classes):
        super().__init__()
        self.embedding = nn.Embedding(vocab_size, d_model)
        self.query = nn.Linear(d_model, d_model)
        self.key = nn.Linear(d_model, d_model)
        self.value = nn.Linear(d_model, d_model)
        self.out = nn.Linear(d_model, d_model)
        self.classifier = nn.Linear(d_model, num_classes)

    def forward(self, ids, mask):
        x = self.embedding(ids)  # (B, L) to (B, L, D)
        q, k, v = self.query(x), self.key(x), self.value(x)  # (B, L, D)
        scores = torch.einsum("bic,bjc->bij", q, k) / math.sqrt(q.size(-1))  # (B, L, L)
        scores = scores.masked_fill(~mask.unsqueeze(1), float("-inf"))  # (B, 1, L): no token attends to padding
        weights = torch.softmax(scores, dim=-1)  # (B, L, L)
        tokens = self.out(torch.einsum("bij,bjc->bic", weights, v))  # (B, L, D)
        real = mask.to(tokens.dtype)  # (B, L): einsum wants one type
        pooled = torch.einsum("bi,bic->bc", real, tokens) / real.sum(dim=1, keepdim=True)  # (B, D) / (B, 1)
        return self.classifier(pooled)  # (B, C)
