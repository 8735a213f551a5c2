import numpy as np


def scaled_frequencies(d, base, factor, low, high, original_length):
    frequencies = float(base) ** (-np.arange(0, d, 2) / d)  # (d/2), from 1 down to almost 1 / base
    wavelengths = 2 * np.pi / frequencies  # (d/2), positions for a whole turn
    turns = original_length / wavelengths  # (d/2), whole turns in the original context
    s = np.clip((turns - low) / (high - low), 0, 1)  # 1 for the fast pairs, 0 for the slow ones
    return (1 - s) * frequencies / factor + s * frequencies  # (d/2)
