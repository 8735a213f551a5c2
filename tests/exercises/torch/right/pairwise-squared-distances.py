import torch

# %% unsqueeze and pow
def pairwise_squared_distances(x, y):
    return (x.unsqueeze(1) - y.unsqueeze(0)).pow(2).sum(-1)


# %% rows in a loop
def pairwise_squared_distances(x, y):
    return torch.stack([((row - y) ** 2).sum(dim=1) for row in x])


# %% centred, then a matrix product
def pairwise_squared_distances(x, y):
    c = x[0]
    a, b = x - c, y - c
    return (a * a).sum(1, keepdim=True) - 2 * a @ b.T + (b * b).sum(1)
