import torch


def attention(x, w):
    scores = torch.einsum("nd,d->n", x, w)  # d is summed: one score for each item
    weights = torch.softmax(scores, dim=0)  # (n)
    return torch.einsum("n,nd->d", weights, x), weights  # n is summed: one number for each feature
