import torch


def softmax(x, axis):
    """Softmax of a matrix along one axis.

    x: scores, shape (n, m); axis: 0, 1 or -1. Returns weights of shape (n, m).
    """
    # TODO: make the numbers along `axis` positive, with sum one.
    return torch.zeros_like(x)
