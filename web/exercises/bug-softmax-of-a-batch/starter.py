import numpy as np


def softmax(x):
    """Softmax over the last axis. x: scores, shape (B, n). Returns weights of the same shape."""
    powers = np.exp(x - np.max(x))  # the maximum cancels, but keeps exp from overflowing
    return powers / np.sum(powers)
