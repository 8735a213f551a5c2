import torch
from torch import nn


class TopKRouter(nn.Module):
    """Chooses k of the experts for each token, and how much each of them counts."""

    def __init__(self, d_model, num_experts, k):
        super().__init__()
        self.k = k
        self.gate = nn.Linear(d_model, num_experts, bias=False)

    def forward(self, x):
        """x: (N, D). Returns (N, E): zero for the experts that are not chosen."""
        # TODO: score the experts, keep the k best of each token, softmax over those.
        return torch.zeros_like(self.gate(x))
