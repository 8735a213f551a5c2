import torch


# %% unbiased-deviation: std as it is
def group_advantages(rewards):
    return (rewards - rewards.mean(1, keepdim=True)) / (rewards.std(1, keepdim=True) + 1e-8)


# %% over-the-whole-batch: both
def group_advantages(rewards):
    return (rewards - rewards.mean()) / (rewards.std(correction=0) + 1e-8)


# %% equal-rewards-nan: no check
def group_advantages(rewards):
    return (rewards - rewards.mean(1, keepdim=True)) / rewards.std(1, keepdim=True, correction=0)


# %% epsilon-too-large: 1e-4
def group_advantages(rewards):
    return (rewards - rewards.mean(1, keepdim=True)) / (rewards.std(1, keepdim=True, correction=0) + 1e-4)


# %% not-scaled: centred
def group_advantages(rewards):
    return rewards - rewards.mean(dim=1, keepdim=True)


# %% sign-reversed: mean first
def group_advantages(rewards):
    std = rewards.std(1, keepdim=True, correction=0)
    return (rewards.mean(1, keepdim=True) - rewards) / std.clamp(min=1e-8)


# %% missing-keepdims: both
def group_advantages(rewards):
    return (rewards - rewards.mean(1)) / rewards.std(1, correction=0)
