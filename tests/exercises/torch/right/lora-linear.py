import math

import torch
import torch.nn.functional as F
from torch import nn


# %% as in loralib
class LoRALinear(nn.Module):
    def __init__(self, in_features, out_features, rank, alpha):
        super().__init__()
        self.weight = nn.Parameter(torch.empty(out_features, in_features))
        self.lora_A = nn.Parameter(torch.empty((rank, in_features)))
        self.lora_B = nn.Parameter(torch.zeros((out_features, rank)))
        self.scaling = alpha / rank
        self.weight.requires_grad = False
        nn.init.kaiming_uniform_(self.lora_A, a=math.sqrt(5))

    def forward(self, x):
        result = F.linear(x, self.weight)
        result += (x @ self.lora_A.transpose(0, 1) @ self.lora_B.transpose(0, 1)) * self.scaling
        return result


# %% layers
class LoRALinear(nn.Module):
    def __init__(self, in_features, out_features, rank, alpha):
        super().__init__()
        self.linear = nn.Linear(in_features, out_features, bias=False)
        self.linear.weight.requires_grad_(False)
        self.lora_A = nn.Linear(in_features, rank, bias=False)
        self.lora_B = nn.Linear(rank, out_features, bias=False)
        nn.init.zeros_(self.lora_B.weight)
        self.alpha, self.rank = alpha, rank

    def forward(self, x):
        return self.linear(x) + self.lora_B(self.lora_A(x)) * (self.alpha / self.rank)


# %% merged
class LoRALinear(nn.Module):
    def __init__(self, in_features, out_features, rank, alpha):
        super().__init__()
        self.weight = nn.Parameter(torch.randn(out_features, in_features))
        self.lora_A = nn.Parameter(torch.randn(rank, in_features))
        self.lora_B = nn.Parameter(torch.zeros(out_features, rank))
        self.alpha = alpha

    def forward(self, x):
        delta = self.lora_B @ self.lora_A
        return F.linear(x, self.weight + self.alpha / self.lora_A.size(0) * delta)


# %% a function
def lora_linear(x, w, a, b, alpha):
    return F.linear(x, w) + (alpha / a.shape[0]) * F.linear(F.linear(x, a), b)


# %% a function with detach and addmm
def lora_linear(x, w, a, b, alpha):
    base = torch.mm(x, w.detach().t())
    return torch.addmm(base, x.mm(a.t()), b.t(), alpha=alpha / len(a))


# %% parameters called A and B, applied from the right
class LoRALinear(nn.Module):
    def __init__(self, in_dim, out_dim, rank, alpha):
        super().__init__()
        self.linear = nn.Linear(in_dim, out_dim, bias=False)
        self.A = nn.Parameter(torch.randn(in_dim, rank) * 0.01)
        self.B = nn.Parameter(torch.zeros(rank, out_dim))
        self.scaling = alpha / rank

    def forward(self, x):
        return self.linear(x) + self.scaling * (x @ self.A @ self.B)
