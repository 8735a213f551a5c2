import torch


def attention(x, w):
    """Attention of one vector over n items.

    x: items, shape (n, d); w: scoring vector, shape (d). Returns the weighted sum of the items, shape (d),
    or a tuple (out, weights) to have the weights, shape (n), checked too.
    """
    # TODO: score every item, turn the scores into weights, add the weighted items up.
    return torch.zeros_like(w)
