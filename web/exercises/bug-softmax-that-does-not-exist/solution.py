import numpy as np


def attention(x, w):
    scores = x @ w  # (n): one score for each item
    weights = softmax(scores)
    return weights @ x, weights


def softmax(scores):
    powers = np.exp(scores - scores.max())
    return powers / powers.sum()
