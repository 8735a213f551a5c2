import numpy as np


# %% over-the-whole-batch: both
def group_advantages(rewards):
    return (rewards - rewards.mean()) / rewards.std()


# %% over-the-whole-batch: only the deviation
def group_advantages(rewards):
    return (rewards - rewards.mean(1, keepdims=True)) / (rewards.std() or 1.0)


# %% equal-rewards-nan: no check
def group_advantages(rewards):
    return (rewards - rewards.mean(1, keepdims=True)) / rewards.std(1, keepdims=True)


# %% epsilon-too-large: 1e-4
def group_advantages(rewards):
    return (rewards - rewards.mean(1, keepdims=True)) / (rewards.std(1, keepdims=True) + 1e-4)


# %% not-centred: no mean
def group_advantages(rewards):
    std = rewards.std(1, keepdims=True)
    return np.where(std > 0, rewards / np.where(std > 0, std, 1), 0)


# %% missing-keepdims: both
def group_advantages(rewards):
    return (rewards - rewards.mean(1)) / rewards.std(1)


# %% over-the-prompts: axis 0
def group_advantages(rewards):
    std = rewards.std(0)
    return (rewards - rewards.mean(0)) / np.where(std > 0, std, 1)
