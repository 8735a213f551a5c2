import torch


def token_log_probs(logits, ids):
    """The log-probability of one given token at each position.

    logits: (B, L, V); ids: (B, L), whole numbers from 0 to V - 1. Returns (B, L).
    """
    # TODO: log-softmax over the vocabulary, then the entry of each position's own token.
    return torch.zeros_like(logits[..., 0])
