import torch

# %% unstable-softmax: log of the sum
def log_sum_exp(x):
    return torch.log(torch.exp(x).sum(dim=-1))


# %% unstable-softmax: with 1e-9
def log_sum_exp(x):
    return torch.log(torch.exp(x).sum(dim=-1) + 1e-9)


# %% empty-row-nan: the usual lines
def log_sum_exp(x):
    m = x.amax(dim=-1, keepdim=True)
    return (m + (x - m).exp().sum(dim=-1, keepdim=True).log()).squeeze(-1)


# %% empty-row-finite: nan_to_num
def log_sum_exp(x):
    m = x.amax(dim=-1, keepdim=True)
    out = (m + (x - m).exp().sum(dim=-1, keepdim=True).log()).squeeze(-1)
    return torch.nan_to_num(out, nan=0.0, neginf=float("-inf"))


# %% empty-row-finite: 1e-12 in the logarithm
def log_sum_exp(x):
    m = x.amax(dim=-1)
    m = torch.where(m.isinf(), 0.0, m)
    return m + torch.log((x - m[:, None]).exp().sum(-1) + 1e-12)


# %% maximum-not-added-back: forgotten
def log_sum_exp(x):
    return (x - x.amax(-1, keepdim=True)).exp().sum(-1).log()


# %% global-maximum: x.max()
def log_sum_exp(x):
    m = x.max()
    return m + torch.exp(x - m).sum(-1).log()


# %% log-of-mean: mean
def log_sum_exp(x):
    m = x.amax(-1, keepdim=True)
    return ((x - m).exp().mean(-1, keepdim=True).log() + m).squeeze(-1)


# %% summed-over-other-axis: dim 0
def log_sum_exp(x):
    m = x.amax(0)
    return m + (x - m).exp().sum(0).log()


# %% axis-kept: not squeezed
def log_sum_exp(x):
    m = x.amax(-1, keepdim=True)
    return m + (x - m).exp().sum(-1, keepdim=True).log()


# %% missing-keepdims: (n, 1) and (n)
def log_sum_exp(x):
    m = x.amax(-1, keepdim=True)
    return m + (x - m).exp().sum(-1).log()
