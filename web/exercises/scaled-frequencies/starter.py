import numpy as np


def scaled_frequencies(d, base, factor, low, high, original_length):
    """Frequencies of rotary pairs for a context that is longer than in training, as in Llama 3.1.

    d: width of a head; even
    base: base of the frequencies
    factor: how many times longer the context gets
    low, high: bounds, in whole turns within the original context
    original_length: length of the context in training
    Returns (d / 2).
    """
    # TODO: keep the fast pairs, divide the slow ones by the factor, mix between the bounds.
    return np.zeros(d // 2)
