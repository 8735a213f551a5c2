import torch

# %% where isinf
def log_sum_exp(x):
    m = x.max(dim=-1, keepdim=True).values
    m = torch.where(torch.isinf(m), torch.zeros_like(m), m)
    return (m + torch.log(torch.exp(x - m).sum(dim=-1, keepdim=True))).squeeze(-1)


# %% clamped at the least number
def log_sum_exp(x):
    m = x.amax(-1).clamp(min=torch.finfo(x.dtype).min)
    return (x - m[:, None]).exp().sum(-1).log() + m


# %% NaN becomes -infinity
def log_sum_exp(x):
    m, _ = torch.max(x, dim=1)
    out = m + torch.log(torch.sum(torch.exp(x - m.unsqueeze(1)), dim=1))
    return torch.where(torch.isnan(out), float("-inf"), out)


# %% columns folded by logaddexp
def log_sum_exp(x):
    out = x[:, 0]
    for j in range(1, x.shape[1]):
        out = torch.logaddexp(out, x[:, j])
    return out
