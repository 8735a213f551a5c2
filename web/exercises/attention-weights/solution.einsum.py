import numpy as np


def compute_attention(x, w):
    scores = np.einsum("nd,d->n", x, w)  # d is summed: one score for each item
    powers = np.exp(scores - scores.max())  # (n)
    return powers / powers.sum()  # (n)
