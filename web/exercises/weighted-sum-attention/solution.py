import numpy as np


def attention(x, w):
    weights = softmax(x @ w)
    return weights @ x, weights


def softmax(scores):
    powers = np.exp(scores - scores.max())
    return powers / powers.sum()
