import math

import torch
from torch import nn


class QKNormAttention(nn.Module):
    def __init__(self, head_dim, eps):
        super().__init__()
        self.eps = eps
        self.gain_q = nn.Parameter(torch.ones(head_dim))  # (d)
        self.gain_k = nn.Parameter(torch.ones(head_dim))  # (d)

    def forward(self, q, k, v):
        q = self.normalised(q) * self.gain_q  # (B, H, L, d)
        k = self.normalised(k) * self.gain_k  # (B, G, S, d)
        q = q.unflatten(1, (k.size(1), -1))  # (B, G, R, L, d), with R = H / G query heads in a group

        scores = torch.einsum("bgrld,bgsd->bgrls", q, k) / math.sqrt(q.size(-1))  # the keys have no r
        weights = torch.softmax(scores, dim=-1)  # (B, G, R, L, S)
        out = torch.einsum("bgrls,bgsd->bgrld", weights, v)  # (B, G, R, L, d)
        return out.flatten(1, 2), weights.flatten(1, 2)  # G and R become H again

    def normalised(self, x):
        mean_square = torch.einsum("bhld,bhld->bhl", x, x) / x.size(-1)  # the sum runs over d
        return x / torch.sqrt(mean_square + self.eps)[..., None]  # (..., d) / (..., 1)
