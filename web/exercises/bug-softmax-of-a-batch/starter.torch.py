import torch


def softmax(x):
    """Softmax over the last axis. x: scores, shape (B, n). Returns weights of the same shape."""
    powers = torch.exp(x - x.max())  # the maximum cancels, but keeps exp from overflowing
    return powers / powers.sum()
