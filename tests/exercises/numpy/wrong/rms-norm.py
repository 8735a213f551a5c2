import numpy as np


def mean_square(x):
    return np.mean(x**2, axis=-1, keepdims=True)


# %% mean-subtracted: layer normalisation
def rms_norm(x, gamma, eps):
    mean = x.mean(axis=-1, keepdims=True)
    return gamma * (x - mean) / np.sqrt(x.var(axis=-1, keepdims=True) + eps)


# %% mean-subtracted: x by std
def rms_norm(x, gamma, eps):
    return gamma * x / (x.std(axis=-1, keepdims=True) + eps)


# %% mean-subtracted: over the root mean square of x
def rms_norm(x, gamma, eps):
    return gamma * (x - x.mean(-1, keepdims=True)) / np.sqrt(mean_square(x) + eps)


# %% sum-instead-of-mean: sum
def rms_norm(x, gamma, eps):
    return gamma * x / np.sqrt(np.sum(x**2, axis=-1, keepdims=True) + eps)


# %% sum-instead-of-mean: norm
def rms_norm(x, gamma, eps):
    return gamma * x / (np.linalg.norm(x, axis=-1, keepdims=True) + eps)


# %% epsilon-outside-root: sqrt + eps
def rms_norm(x, gamma, eps):
    return gamma * x / (np.sqrt(mean_square(x)) + eps)


# %% epsilon-ignored: none
def rms_norm(x, gamma, eps):
    return gamma * x / np.sqrt(mean_square(x))


# %% epsilon-ignored: maximum
def rms_norm(x, gamma, eps):
    return gamma * x / np.sqrt(np.maximum(mean_square(x), eps))


# %% divided-by-variance: no root
def rms_norm(x, gamma, eps):
    return gamma * x / (mean_square(x) + eps)


# %% root-before-mean: the mean of roots
def rms_norm(x, gamma, eps):
    return gamma * x / (np.sqrt(x**2).mean(axis=-1, keepdims=True) + eps)


# %% mean-squared: the square of the mean
def rms_norm(x, gamma, eps):
    return gamma * x / np.sqrt(x.mean(axis=-1, keepdims=True) ** 2 + eps)


# %% multiplied-not-divided: times
def rms_norm(x, gamma, eps):
    return gamma * x * np.sqrt(mean_square(x) + eps)


# %% missing-affine: normalised alone
def rms_norm(x, gamma, eps):
    return x / np.sqrt(mean_square(x) + eps)


# %% gain-plus-one: 1 + gamma
def rms_norm(x, gamma, eps):
    return (1 + gamma) * x / np.sqrt(mean_square(x) + eps)


# %% gain-added: plus
def rms_norm(x, gamma, eps):
    return x / np.sqrt(mean_square(x) + eps) + gamma


# %% normalized-over-everything: no axis
def rms_norm(x, gamma, eps):
    return gamma * x / np.sqrt(np.mean(x**2) + eps)


# %% normalized-over-batch: axis 0
def rms_norm(x, gamma, eps):
    return gamma * x / np.sqrt(np.mean(x**2, axis=0) + eps)


# %% normalized-over-batch: axis 1
def rms_norm(x, gamma, eps):
    return gamma * x / np.sqrt(np.mean(x**2, axis=1, keepdims=True) + eps)


# %% missing-keepdims: no keepdims
def rms_norm(x, gamma, eps):
    return gamma * x / np.sqrt(np.mean(x**2, axis=-1) + eps)


# %% first-entry-only: x[0]
def rms_norm(x, gamma, eps):
    return gamma * x[0] / np.sqrt(mean_square(x[0]) + eps)
