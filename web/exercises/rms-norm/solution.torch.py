import torch
from torch import nn


class RMSNorm(nn.Module):
    def __init__(self, d_model, eps):
        super().__init__()
        self.eps = eps
        self.weight = nn.Parameter(torch.ones(d_model))  # (D)

    def forward(self, x):
        mean_square = x.pow(2).mean(dim=-1, keepdim=True)  # (B, L, D) to (B, L, 1)
        normalised = x * torch.rsqrt(mean_square + self.eps)  # (B, L, D) * (B, L, 1)
        return self.weight * normalised  # (D) * (B, L, D)
