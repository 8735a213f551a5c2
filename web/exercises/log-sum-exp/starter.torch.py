import torch


def log_sum_exp(x):
    """The logarithm of the sum of exponentials of each row.

    x: (n, m), some scores may be -inf. Returns (n).
    """
    # TODO: without overflow for large scores; -inf for a row of nothing else.
    return torch.zeros(len(x))
