import torch
import torch.nn.functional as F
from torch import nn

# %% a function
def additive_attention(q, k, v, wq, wk, u):
    hidden = torch.tanh(F.linear(q, wq).unsqueeze(2) + F.linear(k, wk).unsqueeze(1))
    weights = F.softmax((hidden * u).sum(-1), dim=-1)
    return torch.bmm(weights, v), weights


# %% a module, expanded
class AdditiveAttention(nn.Module):
    def __init__(self, query_dim, key_dim, hidden_dim):
        super().__init__()
        self.query = nn.Linear(query_dim, hidden_dim, bias=False)
        self.key = nn.Linear(key_dim, hidden_dim, bias=False)
        self.u = nn.Parameter(torch.zeros(hidden_dim))

    def forward(self, q, k, v):
        L, S = q.size(1), k.size(1)
        queries = self.query(q).unsqueeze(2).expand(-1, -1, S, -1)
        keys = self.key(k).unsqueeze(1).expand(-1, L, -1, -1)
        scores = torch.matmul(torch.tanh(queries + keys), self.u.unsqueeze(-1)).squeeze(-1)
        return torch.matmul(torch.softmax(scores, dim=2), v)


# %% query by query, as a decoder does
class AdditiveAttention(nn.Module):
    def __init__(self, query_dim, key_dim, hidden_dim):
        super().__init__()
        self.query = nn.Linear(query_dim, hidden_dim, bias=False)
        self.key = nn.Linear(key_dim, hidden_dim, bias=False)
        self.u = nn.Parameter(torch.zeros(hidden_dim))

    def forward(self, q, k, v):
        keys = self.key(k)
        steps = []
        for query in q.unbind(dim=1):
            energy = torch.tanh(self.query(query).unsqueeze(1) + keys) @ self.u
            steps.append(torch.bmm(energy.softmax(dim=1).unsqueeze(1), v).squeeze(1))
        return torch.stack(steps, dim=1)
