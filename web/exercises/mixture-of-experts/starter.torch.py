import torch
from torch import nn


class Expert(nn.Module):
    def __init__(self, d_model, d_ff):
        super().__init__()
        self.fc1 = nn.Linear(d_model, d_ff, bias=False)
        self.fc2 = nn.Linear(d_ff, d_model, bias=False)

    def forward(self, x):
        return self.fc2(torch.relu(self.fc1(x)))


class MixtureOfExperts(nn.Module):
    """Each token goes to its k best experts, and their outputs are added up by the router's shares."""

    def __init__(self, d_model, num_experts, d_ff, k):
        super().__init__()
        self.k = k
        self.gate = nn.Linear(d_model, num_experts, bias=False)
        self.experts = nn.ModuleList(Expert(d_model, d_ff) for _ in range(num_experts))

    def forward(self, x):
        """x: tokens, (N, D). Returns (N, D)."""
        # TODO: choose k experts for each token, run each expert on its own tokens, add up what they give.
        return torch.zeros_like(x)
