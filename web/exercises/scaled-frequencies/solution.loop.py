import numpy as np


def scaled_frequencies(d, base, factor, low, high, original_length):
    out = []
    for i in range(d // 2):
        frequency = base ** (-2 * i / d)
        wavelength = 2 * np.pi / frequency
        if wavelength < original_length / high:
            out.append(frequency)  # many turns in training
        elif wavelength > original_length / low:
            out.append(frequency / factor)  # less than a few turns
        else:
            s = (original_length / wavelength - low) / (high - low)
            out.append((1 - s) * frequency / factor + s * frequency)
    return np.array(out)  # (d/2)
