import torch


def softmax_backward(y, dy):
    average = torch.einsum("nm,nm->n", y, dy)  # (n): product by product, summed over m
    return y * (dy - average.unsqueeze(-1))  # (n, m) * ((n, m) - (n, 1))
