import torch
import torch.nn.functional as F
from torch import nn

# %% softmax-that-does-not-exist: nn.softmax
def attention(x, w):
    weights = nn.softmax(x @ w, dim=0)
    return weights @ x


# %% softmax-that-does-not-exist: torch.soft_max
def attention(x, w):
    weights = torch.soft_max(x @ w, dim=0)
    return weights @ x


# %% softmax-that-does-not-exist: not imported
def attention(x, w):
    weights = softmax(x @ w, 0)
    return weights @ x


# %% softmax-that-does-not-exist: F.Softmax
def attention(x, w):
    weights = F.Softmax(x @ w, dim=0)
    return weights @ x


# %% matrix-instead-of-vector: the softmax repaired
def attention(x, w):
    weights = F.softmax(x @ w, dim=1)
    return weights @ x


# %% matrix-instead-of-vector: a layer
def attention(x, w):
    weights = nn.Softmax(dim=1)(torch.matmul(x, w))
    return torch.matmul(weights, x)


# %% matrix-instead-of-vector: a column
def attention(x, w):
    weights = F.softmax(x @ w[:, None], dim=0)
    return weights.T @ x
