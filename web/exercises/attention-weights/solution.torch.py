import torch


def compute_attention(x, w):
    scores = x @ w  # (n, d) @ (d): one score for each item
    return torch.softmax(scores, dim=0)  # (n)
