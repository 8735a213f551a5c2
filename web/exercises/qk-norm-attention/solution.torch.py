import math

import torch
from torch import nn


class QKNormAttention(nn.Module):
    def __init__(self, head_dim, eps):
        super().__init__()
        self.eps = eps
        self.gain_q = nn.Parameter(torch.ones(head_dim))  # (d), for all query heads
        self.gain_k = nn.Parameter(torch.ones(head_dim))  # (d), for all key heads

    def forward(self, q, k, v):
        q = self.normalised(q) * self.gain_q  # (B, H, L, d)
        k = self.normalised(k) * self.gain_k  # (B, G, S, d)

        repeats = q.size(1) // k.size(1)  # R = H / G query heads read one key head
        k = k.repeat_interleave(repeats, dim=1)  # (B, G, S, d) to (B, H, S, d)
        v = v.repeat_interleave(repeats, dim=1)
        scores = q @ k.transpose(-2, -1) / math.sqrt(q.size(-1))  # (B, H, L, d) @ (B, H, d, S) = (B, H, L, S)
        weights = torch.softmax(scores, dim=-1)  # (B, H, L, S), over the keys
        return weights @ v, weights  # (B, H, L, S) @ (B, H, S, d) = (B, H, L, d)

    def normalised(self, x):
        mean_square = x.pow(2).mean(dim=-1, keepdim=True)  # (..., d) to (..., 1): each row of each head alone
        return x * torch.rsqrt(mean_square + self.eps)  # (..., d) * (..., 1)
