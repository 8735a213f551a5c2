import torch


def attention(x, w):
    scores = x @ w  # (n): one score for each item
    weights = torch.softmax(scores, dim=0)  # (n): all of them together sum to one
    return weights @ x, weights
