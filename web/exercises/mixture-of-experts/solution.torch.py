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
    def __init__(self, d_model, num_experts, d_ff, k):
        super().__init__()
        self.k = k
        self.gate = nn.Linear(d_model, num_experts, bias=False)
        self.experts = nn.ModuleList(Expert(d_model, d_ff) for _ in range(num_experts))

    def forward(self, x):
        scores = self.gate(x)  # (N, D) @ (D, E)
        order = torch.sort(scores, dim=-1, descending=True, stable=True)  # of equals the lower index first
        gates = torch.softmax(order.values[:, : self.k], dim=-1)  # (N, k), over the chosen experts alone
        chosen = order.indices[:, : self.k]  # (N, k)
        out = torch.zeros_like(x)  # (N, D)
        for e, expert in enumerate(self.experts):
            tokens, rank = torch.where(chosen == e)  # n tokens chose expert e; it was their choice of this rank
            weighted = gates[tokens, rank, None] * expert(x[tokens])  # (n, 1) * (n, D)
            out = out.index_add(0, tokens, weighted)  # back to the tokens' own rows
        return out
