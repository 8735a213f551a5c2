import torch


def log_softmax(x):
    """The logarithm of the softmax of each row.

    x: scores, (n, m). Returns (n, m).
    """
    # TODO: finite for all scores, however far apart.
    return torch.zeros_like(x)
