import torch
from torch import nn


class LayerNorm(nn.Module):
    def __init__(self, d_model, eps):
        super().__init__()
        self.eps = eps
        self.weight = nn.Parameter(torch.ones(d_model))  # (D)
        self.bias = nn.Parameter(torch.zeros(d_model))  # (D)

    def forward(self, x):
        mean = x.mean(dim=-1, keepdim=True)  # (B, L, D) to (B, L, 1)
        variance = x.var(dim=-1, correction=0, keepdim=True)  # (B, L, 1), divided by D, not by D - 1
        normalised = (x - mean) / torch.sqrt(variance + self.eps)  # (B, L, D) / (B, L, 1)
        return self.weight * normalised + self.bias  # (D) * (B, L, D) + (D)
