import torch
import torch.nn.functional as F
from torch import nn


class Base(nn.Module):
    def __init__(self, d_model, num_experts, k):
        super().__init__()
        self.k = k
        self.gate = nn.Linear(d_model, num_experts, bias=False)


# %% topk, softmax, scatter
class TopKRouter(Base):
    def forward(self, x):
        logits = self.gate(x)
        top, idx = logits.topk(self.k, dim=-1)
        return torch.zeros_like(logits).scatter(-1, idx, top.softmax(dim=-1))


# %% -inf scattered, then a softmax
class TopKRouter(Base):
    def forward(self, x):
        logits = self.gate(x)
        top_k_logits, indices = logits.topk(self.k, dim=-1)
        sparse = torch.full_like(logits, float("-inf")).scatter(-1, indices, top_k_logits)
        return F.softmax(sparse, dim=-1)


# %% Mixtral's: softmax first, normalised again
class TopKRouter(Base):
    def forward(self, x):
        routing_weights = F.softmax(self.gate(x), dim=1, dtype=torch.float)
        routing_weights, selected = torch.topk(routing_weights, self.k, dim=-1)
        routing_weights = routing_weights / routing_weights.sum(dim=-1, keepdim=True)
        return torch.zeros(x.size(0), self.gate.out_features).scatter(1, selected, routing_weights)


# %% a parameter of its own
class TopKRouter(nn.Module):
    def __init__(self, d_model, num_experts, k):
        super().__init__()
        self.k = k
        self.weight = nn.Parameter(torch.randn(num_experts, d_model))

    def forward(self, x):
        logits = F.linear(x, self.weight)
        keep = torch.zeros_like(logits, dtype=torch.bool)
        keep.scatter_(1, logits.argsort(dim=1, descending=True, stable=True)[:, : self.k], True)
        return torch.softmax(logits.masked_fill(~keep, torch.finfo(logits.dtype).min), dim=1)


# %% a function
def top_k_router(x, w, k):
    scores = x @ w.T
    values, indices = torch.topk(scores, k)
    out = torch.zeros_like(scores)
    out[torch.arange(x.size(0)).unsqueeze(1), indices] = F.softmax(values, dim=-1)
    return out


# %% one-hot of the chosen, einsum
class TopKRouter(Base):
    def forward(self, x):
        logits = torch.einsum("nd,ed->ne", x, self.gate.weight)
        values, indices = torch.topk(logits, self.k, dim=-1)
        one_hot = F.one_hot(indices, logits.shape[-1]).float()
        return torch.einsum("nk,nke->ne", values.softmax(-1), one_hot)


# %% token by token
class TopKRouter(Base):
    def forward(self, x):
        rows = []
        for token in x:
            logits = self.gate(token)
            best = torch.topk(logits, self.k).indices
            row = torch.zeros_like(logits)
            row[best] = torch.softmax(logits[best], dim=0)
            rows.append(row)
        return torch.stack(rows)
