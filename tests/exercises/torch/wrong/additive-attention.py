import torch
import torch.nn.functional as F
from torch import nn


class Base(nn.Module):
    def __init__(self, query_dim, key_dim, hidden_dim):
        super().__init__()
        self.query = nn.Linear(query_dim, hidden_dim, bias=False)
        self.key = nn.Linear(key_dim, hidden_dim, bias=False)
        self.u = nn.Parameter(torch.zeros(hidden_dim))


# %% missing-tanh: left out
class AdditiveAttention(Base):
    def forward(self, q, k, v):
        scores = (self.query(q).unsqueeze(2) + self.key(k).unsqueeze(1)) @ self.u
        return scores.softmax(-1) @ v


# %% stacked-instead-of-added: tanh in each projection
class AdditiveAttention(Base):
    def forward(self, q, k, v):
        queries, keys = torch.tanh(self.query(q)), torch.tanh(self.key(k))
        scores = (queries.unsqueeze(2) + keys.unsqueeze(1)) @ self.u
        return scores.softmax(-1) @ v


# %% crossed-by-the-wrong-axis: unsqueezed the other way
class AdditiveAttention(Base):
    def forward(self, q, k, v):
        scores = torch.tanh(self.query(q).unsqueeze(1) + self.key(k).unsqueeze(2)) @ self.u
        return scores.softmax(-1) @ v


# %% crossed-by-the-wrong-axis: not crossed
class AdditiveAttention(Base):
    def forward(self, q, k, v):
        scores = torch.tanh(self.query(q) + self.key(k)) @ self.u
        return scores.softmax(-1).unsqueeze(-1) * v


# %% unwanted-scale: root of the hidden width
class AdditiveAttention(Base):
    def forward(self, q, k, v):
        hidden = torch.tanh(self.query(q).unsqueeze(2) + self.key(k).unsqueeze(1))
        return (hidden @ self.u / hidden.size(-1) ** 0.5).softmax(-1) @ v


# %% uniform-weights: softmax over an axis of size one
class AdditiveAttention(Base):
    def forward(self, q, k, v):
        hidden = torch.tanh(self.query(q).unsqueeze(2) + self.key(k).unsqueeze(1))
        weights = (hidden @ self.u.unsqueeze(-1)).softmax(-1).squeeze(-1)
        return weights @ v


# %% weights-not-transposed: matmul with the weight
def additive_attention(q, k, v, wq, wk, u):
    hidden = torch.tanh((q @ wq).unsqueeze(2) + (k @ wk).unsqueeze(1))
    return F.softmax(hidden @ u, dim=-1) @ v
