import torch


def layer_norm_backward(x, gamma, dy, eps):
    """The gradients of layer normalisation, y = gamma * (x - mean) / sqrt(variance + eps) + beta.

    x: (B, L, D), what was normalised
    gamma: (D)
    dy: (B, L, D), gradient with respect to y
    eps: added to the variance
    Returns (dx, dgamma, dbeta): (B, L, D), (D), (D).
    """
    # TODO: mean and variance depend on x too.
    return torch.zeros_like(x), torch.zeros_like(gamma), torch.zeros_like(gamma)
