import torch
import torch.nn.functional as F

# %% weighted-not-summed: times x
def attention(x, w):
    weights = torch.softmax(x @ w, dim=0)
    return weights * x


# %% weighted-not-summed: unsqueezed
def attention(x, w):
    weights = F.softmax(torch.mv(x, w), dim=0)
    return weights.unsqueeze(-1) * x


# %% weighted-not-summed: summed over the features
def attention(x, w):
    weights = F.softmax(x @ w, dim=-1)
    return (weights[:, None] * x).sum(dim=1)


# %% weighted-not-summed: summed, without the axis
def attention(x, w):
    weights = F.softmax(x @ w, dim=-1)
    return (weights * x).sum(dim=0)


# %% averaged-instead-of-summed: mean
def attention(x, w):
    weights = F.softmax(x @ w, dim=0)
    return (weights[:, None] * x).mean(dim=0)


# %% returned-weights-instead: the weights
def attention(x, w):
    return F.softmax(torch.matmul(x, w), dim=0)


# %% elementwise-scores: products in a softmax
def attention(x, w):
    weights = F.softmax(x * w, dim=0)
    return (weights * x).sum(0)


# %% elementwise-scores: over the features
def attention(x, w):
    weights = F.softmax(x * w, dim=1)
    return (weights * x).sum(0)


# %% unwanted-scale: root of d
def attention(x, w):
    weights = F.softmax(x @ w / w.numel() ** 0.5, dim=0)
    return weights @ x


# %% activation-on-output: tanh
def attention(x, w):
    return torch.tanh(F.softmax(x @ w, dim=0) @ x)


# %% vector-as-weights: a loop
def attention(x, w):
    out = torch.zeros(x.shape[1])
    for i in range(x.shape[0]):
        out += w[i] * x[i]
    return out


# %% uniform-weights: softmax over the wrong axis of a column
def attention(x, w):
    scores = x @ w.unsqueeze(1)
    weights = F.softmax(scores, dim=1)
    return (weights * x).sum(dim=0)
