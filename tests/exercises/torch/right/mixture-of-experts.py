import torch
import torch.nn as nn
import torch.nn.functional as F


# %% Mixtral's: one_hot, where, index_add_
class MixtureOfExperts(nn.Module):
    def __init__(self, hidden_dim, num_experts, ffn_dim, top_k):
        super().__init__()
        self.num_experts, self.top_k = num_experts, top_k
        self.gate = nn.Linear(hidden_dim, num_experts, bias=False)
        self.experts = nn.ModuleList(
            [
                nn.Sequential(nn.Linear(hidden_dim, ffn_dim, bias=False), nn.ReLU(), nn.Linear(ffn_dim, hidden_dim, bias=False))
                for _ in range(num_experts)
            ]
        )

    def forward(self, hidden_states):
        routing_weights = F.softmax(self.gate(hidden_states), dim=1)
        routing_weights, selected_experts = torch.topk(routing_weights, self.top_k, dim=-1)
        routing_weights = routing_weights / routing_weights.sum(dim=-1, keepdim=True)
        final = torch.zeros_like(hidden_states)
        expert_mask = F.one_hot(selected_experts, num_classes=self.num_experts).permute(2, 1, 0)
        for expert_idx in range(self.num_experts):
            idx, top_x = torch.where(expert_mask[expert_idx])
            current = self.experts[expert_idx](hidden_states[top_x]) * routing_weights[top_x, idx, None]
            final.index_add_(0, top_x, current)
        return final


# %% a mask of tokens for each expert
class Expert(nn.Module):
    def __init__(self, d_model, d_ff):
        super().__init__()
        self.w1 = nn.Linear(d_model, d_ff, bias=False)
        self.w2 = nn.Linear(d_ff, d_model, bias=False)

    def forward(self, x):
        return self.w2(F.relu(self.w1(x)))


class MixtureOfExperts(nn.Module):
    def __init__(self, d_model, num_experts, d_ff, k):
        super().__init__()
        self.k = k
        self.router = nn.Linear(d_model, num_experts, bias=False)
        self.experts = nn.ModuleList([Expert(d_model, d_ff) for _ in range(num_experts)])

    def forward(self, x):
        top, idx = self.router(x).topk(self.k, dim=-1)
        weights = top.softmax(dim=-1)
        out = torch.zeros_like(x)
        for i, expert in enumerate(self.experts):
            mask = (idx == i).any(dim=-1)
            if mask.any():
                w = (weights * (idx == i)).sum(-1, keepdim=True)
                out[mask] = out[mask] + w[mask] * expert(x[mask])
        return out


# %% stacked parameters, gathered
class MixtureOfExperts(nn.Module):
    def __init__(self, d_model, num_experts, d_ff, k):
        super().__init__()
        self.k = k
        self.gate = nn.Linear(d_model, num_experts, bias=False)
        self.w1 = nn.Parameter(torch.randn(num_experts, d_ff, d_model))
        self.w2 = nn.Parameter(torch.randn(num_experts, d_model, d_ff))

    def forward(self, x):
        values, experts = torch.topk(self.gate(x), self.k, dim=-1)
        gates = F.softmax(values, dim=-1)
        h = F.relu(torch.einsum("nd,nkfd->nkf", x, self.w1[experts]))
        return torch.einsum("nk,nkf,nkdf->nd", gates, h, self.w2[experts])


# %% a function, token by token
def mixture_of_experts(x, w_router, w1, w2, k):
    rows = []
    for token in x:
        scores = w_router @ token
        best = torch.sort(scores, descending=True, stable=True).indices[:k]
        gates = torch.softmax(scores[best], dim=0)
        rows.append(sum(g * (w2[e] @ torch.relu(w1[e] @ token)) for g, e in zip(gates, best)))
    return torch.stack(rows)
