import torch
import torch.nn as nn
import torch.nn.functional as F


class Expert(nn.Module):
    def __init__(self, d_model, d_ff):
        super().__init__()
        self.fc1 = nn.Linear(d_model, d_ff, bias=False)
        self.fc2 = nn.Linear(d_ff, d_model, bias=False)

    def forward(self, x):
        return self.fc2(F.relu(self.fc1(x)))


class Base(nn.Module):
    def __init__(self, d_model, num_experts, d_ff, k):
        super().__init__()
        self.k = k
        self.gate = nn.Linear(d_model, num_experts, bias=False)
        self.experts = nn.ModuleList(Expert(d_model, d_ff) for _ in range(num_experts))

    def route(self, x):
        values, chosen = self.gate(x).topk(self.k, dim=-1)
        return F.softmax(values, dim=-1), chosen


# %% tokens-in-expert-order: cat
class MixtureOfExperts(Base):
    def forward(self, x):
        gates, chosen = self.route(x)
        parts = []
        for e, expert in enumerate(self.experts):
            tokens, rank = torch.where(chosen == e)
            parts.append(gates[tokens, rank, None] * expert(x[tokens]))
        return torch.cat(parts).view(x.size(0), self.k, -1).sum(1)


# %% softmax-before-choice: not normalised again
class MixtureOfExperts(Base):
    def forward(self, x):
        gates, chosen = F.softmax(self.gate(x), dim=-1).topk(self.k, dim=-1)
        out = torch.zeros_like(x)
        for e, expert in enumerate(self.experts):
            tokens, rank = torch.where(chosen == e)
            out = out.index_add(0, tokens, gates[tokens, rank, None] * expert(x[tokens]))
        return out


# %% experts-averaged: all of them
class MixtureOfExperts(Base):
    def forward(self, x):
        return torch.stack([expert(x) for expert in self.experts]).mean(0)


# %% overwritten-not-added: =
class MixtureOfExperts(Base):
    def forward(self, x):
        gates, chosen = self.route(x)
        out = torch.zeros_like(x)
        for e, expert in enumerate(self.experts):
            tokens, rank = torch.where(chosen == e)
            out[tokens] = gates[tokens, rank, None] * expert(x[tokens])
        return out


# %% first-choice-only: argmax
class MixtureOfExperts(Base):
    def forward(self, x):
        best = self.gate(x).argmax(dim=-1)
        return torch.stack([self.experts[int(e)](token) for token, e in zip(x, best)])


# %% softmax-over-tokens: dim 0
class MixtureOfExperts(Base):
    def forward(self, x):
        values, chosen = self.gate(x).topk(self.k, dim=-1)
        gates = F.softmax(values, dim=0)
        out = torch.zeros_like(x)
        for e, expert in enumerate(self.experts):
            tokens, rank = torch.where(chosen == e)
            out = out.index_add(0, tokens, gates[tokens, rank, None] * expert(x[tokens]))
        return out


# %% gate-applied-twice: on the input and on the output
class MixtureOfExperts(Base):
    def forward(self, x):
        gates, chosen = self.route(x)
        out = torch.zeros_like(x)
        for e, expert in enumerate(self.experts):
            tokens, rank = torch.where(chosen == e)
            g = gates[tokens, rank, None]
            out = out.index_add(0, tokens, g * expert(g * x[tokens]))
        return out


# %% residual-added: x + out
class MixtureOfExperts(Base):
    def forward(self, x):
        gates, chosen = self.route(x)
        out = x
        for e, expert in enumerate(self.experts):
            tokens, rank = torch.where(chosen == e)
            out = out.index_add(0, tokens, gates[tokens, rank, None] * expert(x[tokens]))
        return out
