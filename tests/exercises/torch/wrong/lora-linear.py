import torch
import torch.nn.functional as F
from torch import nn


class Base(nn.Module):
    def __init__(self, in_features, out_features, rank, alpha):
        super().__init__()
        self.rank, self.alpha = rank, alpha
        self.weight = nn.Parameter(torch.randn(out_features, in_features), requires_grad=False)
        self.lora_A = nn.Parameter(torch.randn(rank, in_features))
        self.lora_B = nn.Parameter(torch.zeros(out_features, rank))


# %% alpha-without-rank: alpha
class LoRALinear(Base):
    def forward(self, x):
        return x @ self.weight.T + self.alpha * (x @ self.lora_A.T @ self.lora_B.T)


# %% alpha-without-rank: merged
def lora_linear(x, w, a, b, alpha):
    return x @ (w + alpha * b @ a).T


# %% alpha-ignored: no factor
class LoRALinear(Base):
    def forward(self, x):
        return F.linear(x, self.weight) + F.linear(F.linear(x, self.lora_A), self.lora_B)


# %% scale-inverted: rank / alpha
class LoRALinear(Base):
    def forward(self, x):
        return x @ self.weight.T + self.rank / self.alpha * (x @ self.lora_A.T @ self.lora_B.T)


# %% scale-by-root-of-rank: rsLoRA
class LoRALinear(Base):
    def forward(self, x):
        return x @ self.weight.T + self.alpha / self.rank**0.5 * (x @ self.lora_A.T @ self.lora_B.T)


# %% scaled-twice: after each product
def lora_linear(x, w, a, b, alpha):
    s = alpha / a.shape[0]
    return x @ w.T + s * ((s * x @ a.T) @ b.T)


# %% base-scaled: brackets
def lora_linear(x, w, a, b, alpha):
    return alpha / a.shape[0] * (x @ w.T + x @ a.T @ b.T)


# %% a-and-b-exchanged: x b a
class LoRALinear(Base):
    def forward(self, x):
        return x @ self.weight.T + self.alpha / self.rank * (x @ self.lora_B @ self.lora_A)


# %% a-and-b-exchanged: the product not transposed
def lora_linear(x, w, a, b, alpha):
    return x @ w.T + alpha / a.shape[0] * (x @ (b @ a))


# %% added-to-the-input: before the weight
class LoRALinear(Base):
    def forward(self, x):
        return (x + self.alpha / self.rank * (x @ self.lora_A.T @ self.lora_B.T)) @ self.weight.T


# %% base-replaced: the update alone
class LoRALinear(Base):
    def forward(self, x):
        return self.alpha / self.rank * (x @ self.lora_A.T @ self.lora_B.T)


# %% update-missing: the layer alone
class LoRALinear(Base):
    def forward(self, x):
        return F.linear(x, self.weight)


# %% activation-between: relu
class LoRALinear(Base):
    def forward(self, x):
        return x @ self.weight.T + self.alpha / self.rank * (torch.relu(x @ self.lora_A.T) @ self.lora_B.T)


# %% weights-not-transposed: x @ w
def lora_linear(x, w, a, b, alpha):
    return x @ w + alpha / a.shape[0] * (x @ a.T @ b.T)
