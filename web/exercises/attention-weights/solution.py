import numpy as np


def compute_attention(x, w):
    scores = x @ w
    powers = np.exp(scores - scores.max())
    return powers / powers.sum()
