import numpy as np


def attention(x, w):
    """Weights the items by learned scores and adds them up.

    x: items, shape (n, d); w: scoring weights. Returns a vector of shape (d).
    """
    scores = np.dot(x, w)  # the scores of each item
    weights = np.softmax(scores, axis=1)  # the weights of each item sum to one
    return np.dot(weights, x)
