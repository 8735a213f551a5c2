import numpy as np


def rotary_embedding(x, base):
    """Rotary position embedding: pair i is feature i and feature i + d/2.

    x: queries or keys, (B, H, L, d); d is even
    base: base of the frequencies
    Returns the turned vectors, (B, H, L, d).
    """
    # TODO: turn pair i of the vector at position p by p * base ** (-2 * i / d).
    return np.zeros_like(x)
