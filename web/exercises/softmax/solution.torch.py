import torch


def softmax(x, axis):
    powers = torch.exp(x - x.amax(dim=axis, keepdim=True))  # (n, m), none above one
    return powers / powers.sum(dim=axis, keepdim=True)
