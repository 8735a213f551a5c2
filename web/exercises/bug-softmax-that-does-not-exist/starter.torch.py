from torch import nn


def attention(x, w):
    """Weights the items by learned scores and adds them up.

    x: items, shape (n, d); w: scoring weights. Returns a vector of shape (d).
    """
    scores = x @ w  # the scores of each item
    weights = nn.softmax(scores, dim=1)  # the weights of each item sum to one
    return weights @ x
