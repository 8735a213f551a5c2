import torch


def top_p_probabilities(logits, p):
    """Probabilities of the fewest most likely tokens that have at least p together.

    logits: (B, V); p: above 0 and up to 1. Returns (B, V): zero for the other tokens.
    """
    # TODO: sort each row's probabilities, add them up, keep what is needed to reach p, normalise.
    return torch.zeros_like(logits)
