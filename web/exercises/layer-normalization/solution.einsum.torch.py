import torch
from torch import nn


class LayerNorm(nn.Module):
    def __init__(self, d_model, eps):
        super().__init__()
        self.eps = eps
        self.weight = nn.Parameter(torch.ones(d_model))  # (D)
        self.bias = nn.Parameter(torch.zeros(d_model))  # (D)

    def forward(self, x):
        centered = x - x.mean(dim=-1, keepdim=True)  # (B, L, D) - (B, L, 1)
        variance = torch.einsum("bld,bld->bl", centered, centered) / x.size(-1)  # (B, L)
        scale = torch.rsqrt(variance + self.eps)  # (B, L)
        return torch.einsum("bld,bl,d->bld", centered, scale, self.weight) + self.bias  # (B, L, D) + (D)
