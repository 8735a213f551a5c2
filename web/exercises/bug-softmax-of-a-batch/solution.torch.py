import torch


def softmax(x):
    powers = torch.exp(x - x.amax(dim=-1, keepdim=True))  # (B, n) minus (B, 1)
    return powers / powers.sum(dim=-1, keepdim=True)
