import torch

# %% digits-cancelled: a matrix product
def pairwise_squared_distances(x, y):
    return x.pow(2).sum(1, keepdim=True) - 2 * x @ y.t() + y.pow(2).sum(1)


# %% digits-cancelled: clamped
def pairwise_squared_distances(x, y):
    d = (x * x).sum(-1)[:, None] + (y * y).sum(-1)[None, :] - 2 * torch.matmul(x, y.T)
    return d.clamp(min=0)


# %% paired-not-crossed: x - y
def pairwise_squared_distances(x, y):
    return ((x - y) ** 2).sum(-1)


# %% root-taken: norm
def pairwise_squared_distances(x, y):
    return (x[:, None] - y[None]).norm(dim=-1)


# %% cross-term-once: x @ y.T
def pairwise_squared_distances(x, y):
    return (x * x).sum(1)[:, None] - x @ y.T + (y * y).sum(1)


# %% axes-swapped: y first
def pairwise_squared_distances(x, y):
    return (y[:, None] - x[None]).square().sum(-1)


# %% not-summed: forgotten
def pairwise_squared_distances(x, y):
    return (x[:, None] - y[None]) ** 2
