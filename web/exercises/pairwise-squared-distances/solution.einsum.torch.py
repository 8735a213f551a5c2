import torch


def pairwise_squared_distances(x, y):
    differences = x[:, None, :] - y[None, :, :]  # (n, m, d)
    return torch.einsum("nmd,nmd->nm", differences, differences)
