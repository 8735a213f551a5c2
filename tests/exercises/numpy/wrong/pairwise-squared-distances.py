import numpy as np

# %% digits-cancelled: a matrix product
def pairwise_squared_distances(x, y):
    return (x**2).sum(1, keepdims=True) - 2 * x @ y.T + (y**2).sum(1)


# %% digits-cancelled: clipped at 0
def pairwise_squared_distances(x, y):
    squares = np.sum(x**2, axis=1)[:, None] + np.sum(y**2, axis=1)[None, :] - 2 * np.dot(x, y.T)
    return np.maximum(squares, 0)


# %% paired-not-crossed: x - y
def pairwise_squared_distances(x, y):
    return ((x - y) ** 2).sum(axis=-1)


# %% root-taken: linalg.norm
def pairwise_squared_distances(x, y):
    return np.linalg.norm(x[:, None] - y[None], axis=-1)


# %% axes-swapped: None in the other place
def pairwise_squared_distances(x, y):
    return ((x[None, :] - y[:, None]) ** 2).sum(-1)


# %% missing-keepdims: norms of x
def pairwise_squared_distances(x, y):
    return (x**2).sum(1) - 2 * x @ y.T + (y**2).sum(1)


# %% mean-over-features: mean
def pairwise_squared_distances(x, y):
    return ((x[:, None] - y[None]) ** 2).mean(-1)


# %% summed-over-points: axis 1
def pairwise_squared_distances(x, y):
    return ((x[:, None] - y[None]) ** 2).sum(1)
