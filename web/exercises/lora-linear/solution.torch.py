import torch
from torch import nn


class LoRALinear(nn.Module):
    def __init__(self, in_features, out_features, rank, alpha):
        super().__init__()
        self.scale = alpha / rank
        self.weight = nn.Parameter(torch.randn(out_features, in_features), requires_grad=False)  # (F, D), frozen
        self.lora_A = nn.Parameter(torch.randn(rank, in_features) / in_features**0.5)  # (r, D)
        self.lora_B = nn.Parameter(torch.zeros(out_features, rank))  # (F, r): no change at the start

    def forward(self, x):
        base = x @ self.weight.T  # (N, D) @ (D, F) to (N, F)
        update = x @ self.lora_A.T @ self.lora_B.T  # (N, D) @ (D, r) @ (r, F) to (N, F)
        return base + self.scale * update
