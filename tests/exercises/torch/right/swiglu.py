import math

import torch
import torch.nn as nn
import torch.nn.functional as F


# %% Meta's Llama: w1, w2, w3
class FeedForward(nn.Module):
    def __init__(self, dim, hidden_dim):
        super().__init__()
        self.w1 = nn.Linear(dim, hidden_dim, bias=False)
        self.w2 = nn.Linear(hidden_dim, dim, bias=False)
        self.w3 = nn.Linear(dim, hidden_dim, bias=False)

    def forward(self, x):
        return self.w2(F.silu(self.w1(x)) * self.w3(x))


# %% Hugging Face's LlamaMLP
class LlamaMLP(nn.Module):
    def __init__(self, hidden_size, intermediate_size):
        super().__init__()
        self.gate_proj = nn.Linear(hidden_size, intermediate_size, bias=False)
        self.up_proj = nn.Linear(hidden_size, intermediate_size, bias=False)
        self.down_proj = nn.Linear(intermediate_size, hidden_size, bias=False)
        self.act_fn = nn.SiLU()

    def forward(self, x):
        down_proj = self.down_proj(self.act_fn(self.gate_proj(x)) * self.up_proj(x))
        return down_proj


# %% other names, another order
class SwiGLU(nn.Module):
    def __init__(self, d_model, d_ff):
        super().__init__()
        self.up = nn.Linear(d_model, d_ff, bias=False)
        self.gate = nn.Linear(d_model, d_ff, bias=False)
        self.down = nn.Linear(d_ff, d_model, bias=False)

    def forward(self, x):
        g = self.gate(x)
        return self.down(g * torch.sigmoid(g) * self.up(x))


# %% Parameters, and x @ w.T
class SwiGLU(nn.Module):
    def __init__(self, d_model, d_ff):
        super().__init__()
        self.w_gate = nn.Parameter(torch.randn(d_ff, d_model) / math.sqrt(d_model))
        self.w_up = nn.Parameter(torch.randn(d_ff, d_model) / math.sqrt(d_model))
        self.w_down = nn.Parameter(torch.randn(d_model, d_ff) / math.sqrt(d_ff))

    def forward(self, x):
        gate = x @ self.w_gate.T
        return (gate / (1 + torch.exp(-gate)) * (x @ self.w_up.T)) @ self.w_down.T


# %% a function of linear
def swiglu(x, w_gate, w_up, w_down):
    return F.linear(F.silu(F.linear(x, w_gate)) * F.linear(x, w_up), w_down)


# %% both branches in one product
def swiglu(x, w_gate, w_up, w_down):
    gate, up = torch.chunk(x @ torch.cat([w_gate, w_up], dim=0).mT, 2, dim=-1)
    return torch.matmul(F.silu(gate).mul_(up), w_down.mT)


# %% loops over tokens, in float64
def swiglu(x, w_gate, w_up, w_down):
    x, w_gate, w_up, w_down = (t.double() for t in (x, w_gate, w_up, w_down))
    rows = []
    for token in x.reshape(-1, x.shape[-1]):
        g, u = w_gate.mv(token), w_up.mv(token)
        rows.append(w_down.mv(g * g.sigmoid() * u))
    return torch.stack(rows).reshape(x.shape).float()


# %% xFormers' order: w1, w2, w3
class SwiGLU(nn.Module):
    def __init__(self, in_features, hidden_features):
        super().__init__()
        self.w1 = nn.Linear(in_features, hidden_features, bias=False)
        self.w2 = nn.Linear(in_features, hidden_features, bias=False)
        self.w3 = nn.Linear(hidden_features, in_features, bias=False)

    def forward(self, x):
        x1, x2 = self.w1(x), self.w2(x)
        return self.w3(F.silu(x1) * x2)


# %% Phi's gate_up_proj
class MLP(nn.Module):
    def __init__(self, hidden_size, intermediate_size):
        super().__init__()
        self.gate_up_proj = nn.Linear(hidden_size, 2 * intermediate_size, bias=False)
        self.down_proj = nn.Linear(intermediate_size, hidden_size, bias=False)

    def forward(self, hidden_states):
        gate, up_states = self.gate_up_proj(hidden_states).chunk(2, dim=-1)
        return self.down_proj(up_states * nn.SiLU()(gate))
