import math

import torch
import torch.nn.functional as F

# %% maximum-starts-too-high: clamped at zero
def softmax(x, dim):
    e = torch.exp(x - x.amax(dim=dim, keepdim=True).clamp(min=0))
    return e / e.sum(dim=dim, keepdim=True)


# %% unstable-softmax: exp as it is
def softmax(x, dim):
    e = torch.exp(x)
    return e / e.sum(dim=dim, keepdim=True)


# %% unstable-softmax: NaN cleared
def softmax(x, dim):
    e = x.exp()
    return torch.nan_to_num(e / e.sum(dim, keepdim=True), nan=0.0)


# %% unstable-softmax: small number in the divisor
def softmax(x, dim):
    e = x.exp()
    return e / (e.sum(dim, keepdim=True) + 1e-9)


# %% unstable-softmax: mean subtracted
def softmax(x, dim):
    e = torch.exp(x - x.mean(dim=dim, keepdim=True))
    return e / e.sum(dim=dim, keepdim=True)


# %% unstable-softmax: Python's own exp
def exp(x):
    return [exp(part) for part in x] if isinstance(x, list) else math.exp(x)


def softmax(x, dim):
    e = torch.tensor(exp(x.tolist()))
    return e / e.sum(dim=dim, keepdim=True)


# %% scores-clipped: both sides
def softmax(x, dim):
    e = torch.exp(x.clamp(-50, 50))
    return e / e.sum(dim=dim, keepdim=True)


# %% scores-clipped: above
def softmax(x, dim):
    e = torch.clamp(x, max=80).exp()
    return e / e.sum(dim=dim, keepdim=True)


# %% scores-clipped: torch.minimum
def softmax(x, dim):
    e = torch.exp(torch.minimum(x, torch.tensor(80.0)))
    return e / e.sum(dim=dim, keepdim=True)


# %% global-maximum: max() of everything
def softmax(x, dim):
    e = torch.exp(x - x.max())
    return e / e.sum(dim=dim, keepdim=True)


# %% global-maximum: torch.max
def softmax(x, dim):
    e = torch.exp(x - torch.max(x))
    return e / torch.sum(e, dim=dim, keepdim=True)


# %% softmax-over-everything: no dim
def softmax(x, dim):
    e = torch.exp(x - x.max())
    return e / e.sum()


# %% softmax-over-everything: own maxima
def softmax(x, dim):
    e = torch.exp(x - x.amax(dim=dim, keepdim=True))
    return e / torch.sum(e)


# %% not-normalized: exp of the difference
def softmax(x, dim):
    return torch.exp(x - x.max(dim=dim, keepdim=True).values)


# %% not-normalized: exp
def softmax(x, dim):
    return x.exp()


# %% hard-max: argmax and one_hot
def softmax(x, dim):
    best = x.argmax(dim=dim)
    return F.one_hot(best, x.size(dim)).float().movedim(-1, dim)


# %% hard-max: scatter
def softmax(x, dim):
    best = x.max(dim=dim, keepdim=True).indices
    return torch.zeros_like(x).scatter_(dim, best, 1.0)


# %% hard-max: equal to the maximum
def softmax(x, dim):
    return (x == x.amax(dim=dim, keepdim=True)).float()


# %% normalized-by-sum: divided by the sum
def softmax(x, dim):
    return x / x.sum(dim=dim, keepdim=True)


# %% missing-keepdims: the sum
def softmax(x, dim):
    e = torch.exp(x - x.max(dim=dim, keepdim=True).values)
    return e / e.sum(dim=dim)


# %% missing-keepdims: maximum and sum
def softmax(x, dim):
    e = torch.exp(x - x.max(dim=dim)[0])
    return e / e.sum(dim=dim)


# %% missing-keepdims: the maximum
def softmax(x, dim):
    e = torch.exp(x - x.amax(dim))
    return e / e.sum(dim=dim, keepdim=True)


# %% missing-keepdims: torch.sum without the maximum
def softmax(x, dim):
    e = torch.exp(x)
    return e / torch.sum(e, dim)


# %% no-softmax: the scores
def softmax(x, dim):
    return x


# %% uniform-weights: the same for all
def softmax(x, dim):
    return torch.full_like(x, 1 / x.size(dim))
