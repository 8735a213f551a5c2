import numpy as np


def attention(x, w):
    scores = np.einsum("nd,d->n", x, w)  # d is summed: one score for each item
    powers = np.exp(scores - scores.max())  # (n)
    weights = powers / powers.sum()  # (n)
    return np.einsum("n,nd->d", weights, x), weights  # n is summed: one number for each feature
