import numpy as np

# %% np.newaxis
def pairwise_squared_distances(x, y):
    return np.sum(np.square(x[:, np.newaxis] - y[np.newaxis]), axis=2)


# %% centred, then a matrix product
def pairwise_squared_distances(x, y):
    centre = x.mean(axis=0)
    a, b = x - centre, y - centre
    return (a**2).sum(1)[:, None] - 2 * a @ b.T + (b**2).sum(1)


# %% features one by one
def pairwise_squared_distances(x, y):
    return sum(np.subtract.outer(x[:, k], y[:, k]) ** 2 for k in range(x.shape[1]))


# %% lists
def pairwise_squared_distances(x, y):
    return [[sum((p - q) ** 2 for p, q in zip(a, b)) for b in y] for a in x]
