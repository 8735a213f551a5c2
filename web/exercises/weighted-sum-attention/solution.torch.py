import torch


def attention(x, w):
    scores = x @ w  # (n, d) @ (d): one score for each item
    weights = torch.softmax(scores, dim=0)  # (n)
    return weights @ x, weights  # (n) @ (n, d)
