import torch
from torch import nn


class TopKRouter(nn.Module):
    def __init__(self, d_model, num_experts, k):
        super().__init__()
        self.k = k
        self.gate = nn.Linear(d_model, num_experts, bias=False)

    def forward(self, x):
        scores = self.gate(x)  # (N, D) @ (D, E)
        order = torch.sort(scores, dim=-1, descending=True, stable=True)  # two (N, E)
        values, experts = order.values[:, : self.k], order.indices[:, : self.k]  # (N, k): of equals the lower index first
        shares = torch.softmax(values, dim=-1)  # (N, k), over the chosen experts alone
        return torch.zeros_like(scores).scatter(-1, experts, shares)  # (N, E)
