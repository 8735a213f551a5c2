import math

import torch
import torch.nn.functional as F

# %% missing-scale: matmul and transpose
def attend(q, k, v):
    scores = torch.matmul(q, k.transpose(-2, -1))
    weights = F.softmax(scores, dim=-1)
    return torch.matmul(weights, v), weights


# %% missing-scale: mT
def attend(q, k, v):
    weights = (q @ k.mT).softmax(-1)
    return weights @ v, weights


# %% scale-by-dimension: the last size
def attend(q, k, v):
    weights = torch.softmax(q @ k.transpose(-1, -2) / q.size(-1), dim=-1)
    return weights @ v, weights


# %% multiplied-by-root: times the root
def attend(q, k, v):
    weights = torch.softmax(q @ k.transpose(-1, -2) * q.shape[-1] ** 0.5, dim=-1)
    return weights @ v, weights


# %% scaled-after-softmax: the weights divided
def attend(q, k, v):
    weights = F.softmax(q @ k.transpose(-1, -2), dim=-1) / math.sqrt(k.size(-1))
    return weights @ v, weights


# %% softmax-over-queries: dim -2
def attend(q, k, v):
    weights = torch.softmax(q @ k.transpose(-1, -2) / math.sqrt(k.size(-1)), dim=-2)
    return weights @ v, weights


# %% softmax-over-everything: flattened
def attend(q, k, v):
    scores = q @ k.transpose(-1, -2) / math.sqrt(k.size(-1))
    weights = torch.softmax(scores.reshape(-1), dim=0).reshape(scores.shape)
    return weights @ v, weights


# %% softmax-over-everything: a matrix at a time
def attend(q, k, v):
    scores = q @ k.transpose(-1, -2) / math.sqrt(k.size(-1))
    weights = scores.flatten(-2).softmax(dim=-1).view_as(scores)
    return weights @ v, weights


# %% missing-keepdims: the sum
def attend(q, k, v):
    scores = q @ k.transpose(-1, -2) / math.sqrt(k.size(-1))
    e = torch.exp(scores - scores.amax(dim=-1, keepdim=True))
    weights = e / e.sum(dim=-1)
    return weights @ v, weights


# %% missing-keepdims: the maximum
def attend(q, k, v):
    scores = q @ k.transpose(-1, -2) / math.sqrt(k.size(-1))
    e = torch.exp(scores - scores.max(dim=-1).values)
    weights = e / e.sum(dim=-1, keepdim=True)
    return weights @ v, weights


# %% keys-not-transposed: matrix product
def attend(q, k, v):
    weights = torch.softmax(q @ k / math.sqrt(k.size(-1)), dim=-1)
    return weights @ v, weights


# %% keys-not-transposed: torch.matmul
def attend(q, k, v):
    scores = torch.matmul(q, k) / math.sqrt(k.size(-1))
    weights = F.softmax(scores, dim=-1)
    return torch.matmul(weights, v), weights


# %% keys-not-transposed: all dims reversed
def attend(q, k, v):
    scores = q @ k.permute(*range(k.dim() - 1, -1, -1)) / math.sqrt(k.size(-1))
    weights = torch.softmax(scores, dim=-1)
    return weights @ v, weights


# %% keys-not-transposed: .T
def attend(q, k, v):
    scores = q @ k.T / math.sqrt(k.size(-1))
    weights = torch.softmax(scores, dim=-1)
    return weights @ v, weights


# %% keys-not-transposed: view
def attend(q, k, v):
    scores = q @ k.reshape(*k.shape[:-2], k.size(-1), k.size(-2)) / math.sqrt(k.size(-1))
    weights = torch.softmax(scores, dim=-1)
    return weights @ v, weights


# %% keys-not-transposed: the first two dims
def attend(q, k, v):
    scores = q @ k.transpose(0, 1) / math.sqrt(k.size(-1))
    weights = torch.softmax(scores, dim=-1)
    return weights @ v, weights


# %% no-softmax: scores as weights
def attend(q, k, v):
    scores = q @ k.transpose(-1, -2) / math.sqrt(k.size(-1))
    return scores @ v, scores


# %% unasked-causal-mask: tril and masked_fill
def attend(q, k, v):
    scores = q @ k.transpose(-1, -2) / math.sqrt(k.size(-1))
    past = torch.tril(torch.ones(q.size(-2), k.size(-2)))
    weights = torch.softmax(scores.masked_fill(past == 0, float("-inf")), dim=-1)
    return weights @ v, weights


# %% weights-transposed: transposed before the product
def attend(q, k, v):
    weights = torch.softmax(q @ k.transpose(-1, -2) / math.sqrt(k.size(-1)), dim=-1)
    return weights.transpose(-1, -2) @ v, weights


# %% queries-and-keys-swapped: keys by queries
def attend(q, k, v):
    weights = torch.softmax(k @ q.transpose(-1, -2) / math.sqrt(k.size(-1)), dim=-1)
    return weights @ v, weights


# %% values-from-keys: the keys averaged
def attend(q, k, v):
    weights = torch.softmax(q @ k.transpose(-1, -2) / math.sqrt(k.size(-1)), dim=-1)
    return weights @ k, weights


# %% softmax-over-batch: dim 0
def attend(q, k, v):
    weights = torch.softmax(q @ k.transpose(-1, -2) / math.sqrt(k.size(-1)), dim=0)
    return weights @ v, weights


# %% scale-by-other-size: the length
def attend(q, k, v):
    weights = torch.softmax(q @ k.transpose(-1, -2) / math.sqrt(k.size(-2)), dim=-1)
    return weights @ v, weights
