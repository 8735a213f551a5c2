import torch
from torch import nn


class LoRALinear(nn.Module):
    """A frozen linear layer with a low-rank update, without bias."""

    def __init__(self, in_features, out_features, rank, alpha):
        super().__init__()
        self.rank, self.alpha = rank, alpha
        self.weight = nn.Parameter(torch.randn(out_features, in_features), requires_grad=False)  # frozen
        self.lora_A = nn.Parameter(torch.randn(rank, in_features))
        self.lora_B = nn.Parameter(torch.zeros(out_features, rank))

    def forward(self, x):
        """x: (N, D). Returns (N, F)."""
        # TODO: add the scaled low-rank update to what the frozen weight gives.
        return x @ self.weight.T
