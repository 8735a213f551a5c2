import torch


def log_softmax(x):
    shifted = x - x.amax(dim=-1, keepdim=True)  # (n, m) - (n, 1), none above 0
    return shifted - shifted.exp().sum(dim=-1, keepdim=True).log()  # (n, m) - (n, 1)
