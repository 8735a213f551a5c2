import torch


def compute_attention(x, w):
    scores = torch.einsum("nd,d->n", x, w)  # d is summed: one score for each item
    return torch.softmax(scores, dim=0)  # (n)
