import torch
from torch import nn


class TopKRouter(nn.Module):
    def __init__(self, d_model, num_experts, k):
        super().__init__()
        self.k = k
        self.gate = nn.Linear(d_model, num_experts, bias=False)

    def forward(self, x):
        scores = torch.einsum("nd,ed->ne", x, self.gate.weight)  # (N, E): the weight needs no transpose
        experts = torch.argsort(scores, dim=-1, descending=True, stable=True)[:, : self.k]  # (N, k)
        one_hot = torch.nn.functional.one_hot(experts, scores.size(-1))  # (N, k, E)
        chosen = one_hot.sum(dim=1) > 0  # (N, E)
        return torch.softmax(scores.masked_fill(~chosen, float("-inf")), dim=-1)  # (N, E)
