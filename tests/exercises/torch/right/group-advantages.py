import torch

# %% unbiased=False and 1e-8
def group_advantages(rewards):
    mean = rewards.mean(dim=1, keepdim=True)
    std = rewards.std(dim=1, keepdim=True, unbiased=False)
    return (rewards - mean) / (std + 1e-8)


# %% nan_to_num
def group_advantages(rewards):
    d = rewards - rewards.mean(-1, keepdim=True)
    return torch.nan_to_num(d / d.square().mean(-1, keepdim=True).sqrt(), nan=0.0)


# %% where
def group_advantages(rewards):
    var, mean = torch.var_mean(rewards, dim=1, keepdim=True, correction=0)
    return torch.where(var > 0, (rewards - mean) / var.clamp(min=1e-30).sqrt(), 0.0)
