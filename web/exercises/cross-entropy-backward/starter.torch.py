import torch


def cross_entropy_backward(logits, targets):
    """The gradient of the mean cross-entropy with respect to the logits.

    logits: (B, L, V)
    targets: the right tokens, (B, L); -100 where none counts
    Returns (B, L, V).
    """
    # TODO: the gradient of each position that counts, divided by their number; zeros at the others.
    return torch.zeros_like(logits)
