import numpy as np


def cross_entropy(logits, targets):
    """The mean cross-entropy over the targets that are not -100.

    logits: (B, L, V); targets: (B, L), whole numbers from 0 to V - 1, or -100. Returns one number.
    """
    # TODO: the negative log-probability of each target, averaged over those that count.
    return 0.0
