import math

import torch
from torch import nn


class AttentionMatrix(nn.Module):
    def __init__(self, vocab_size, d_model):
        super().__init__()
        self.embedding = nn.Embedding(vocab_size, d_model)
        self.query = nn.Linear(d_model, d_model, bias=False)
        self.key = nn.Linear(d_model, d_model, bias=False)

    def forward(self, ids):
        x = self.embedding(ids)  # (L, D)
        q, k = self.query(x), self.key(x)  # (L, D)
        scores = torch.einsum("ic,jc->ij", q, k) / math.sqrt(q.size(-1))  # (L, L)
        return torch.softmax(scores, dim=-1)  # (L, L), over the keys
