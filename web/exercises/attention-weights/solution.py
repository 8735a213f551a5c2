import numpy as np


def compute_attention(x, w):
    scores = x @ w  # (n, d) @ (d): one score for each item
    powers = np.exp(scores - scores.max())  # (n)
    return powers / powers.sum()  # (n)
