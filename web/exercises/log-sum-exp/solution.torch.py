import torch


def log_sum_exp(x):
    largest = x.amax(dim=-1, keepdim=True)  # (n, 1)
    shift = largest.masked_fill(largest == float("-inf"), 0.0)  # (n, 1): -inf - -inf would be NaN
    sums = torch.exp(x - shift).sum(dim=-1, keepdim=True)  # (n, 1)
    return (shift + sums.log()).squeeze(-1)  # (n)
