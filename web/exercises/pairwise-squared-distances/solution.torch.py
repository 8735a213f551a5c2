import torch


def pairwise_squared_distances(x, y):
    differences = x[:, None, :] - y[None, :, :]  # (n, 1, d) - (1, m, d): (n, m, d)
    return differences.square().sum(dim=-1)  # (n, m)
