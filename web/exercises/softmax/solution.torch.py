import torch


def softmax(x, axis):
    largest = x.amax(dim=axis, keepdim=True)  # (1, m) for axis 0, else (n, 1)
    powers = torch.exp(x - largest)  # (n, m), none above one
    return powers / powers.sum(dim=axis, keepdim=True)  # (n, m) / (1, m) or (n, 1)
