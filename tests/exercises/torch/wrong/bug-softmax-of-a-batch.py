import torch

# %% softmax-over-everything: as it is found
def softmax(x):
    powers = torch.exp(x - x.max())
    return powers / powers.sum()


# %% shared-sum: the maximum repaired
def softmax(x):
    powers = torch.exp(x - x.max(dim=-1, keepdim=True).values)
    return powers / powers.sum()


# %% softmax-over-batch: dim 0
def softmax(x):
    powers = torch.exp(x - x.amax(0, keepdim=True))
    return powers / powers.sum(0, keepdim=True)
