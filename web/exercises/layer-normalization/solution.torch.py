import torch
from torch import nn


class LayerNorm(nn.Module):
    def __init__(self, d_model, eps):
        super().__init__()
        self.eps = eps
        self.weight = nn.Parameter(torch.ones(d_model))
        self.bias = nn.Parameter(torch.zeros(d_model))

    def forward(self, x):
        mean = x.mean(dim=-1, keepdim=True)  # (B, L, 1)
        variance = x.var(dim=-1, correction=0, keepdim=True)  # divided by D, not by D - 1
        normalised = (x - mean) / torch.sqrt(variance + self.eps)  # (B, L, D)
        return self.weight * normalised + self.bias
