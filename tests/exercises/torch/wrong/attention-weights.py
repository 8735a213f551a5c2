import torch
import torch.nn.functional as F

# %% elementwise-scores: products in a softmax
def compute_attention(x, w):
    return F.softmax(x * w, dim=0)


# %% elementwise-scores: the products
def compute_attention(x, w):
    return torch.mul(x, w)


# %% returned-output-instead: summed
def compute_attention(x, w):
    weights = F.softmax(x @ w, dim=0)
    return weights @ x


# %% returned-output-instead: weighted
def compute_attention(x, w):
    weights = F.softmax(x @ w, dim=0)
    return weights.unsqueeze(1) * x


# %% vector-as-weights: a loop
def compute_attention(x, w):
    return torch.stack([x[i] * w[i] for i in range(len(x))])


# %% unwanted-scale: root of d
def compute_attention(x, w):
    return F.softmax(x @ w / w.size(0) ** 0.5, dim=0)


# %% uniform-weights: a column
def compute_attention(x, w):
    return F.softmax(x @ w[:, None], dim=-1)
