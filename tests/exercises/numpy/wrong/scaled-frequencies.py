import numpy as np


def frequencies(d, base):
    return 1.0 / base ** (np.arange(0, d, 2) / d)


def scale(f, wavelengths, factor, low, high, original_length):
    s = (original_length / wavelengths - low) / (high - low)
    mixed = (1 - s) * f / factor + s * f
    out = np.where(wavelengths > original_length / low, f / factor, mixed)
    return np.where(wavelengths < original_length / high, f, out)


# %% all-frequencies-scaled: interpolation
def scaled_frequencies(d, base, factor, low, high, original_length):
    return frequencies(d, base) / factor


# %% frequency-for-wavelength: 1 / f
def scaled_frequencies(d, base, factor, low, high, original_length):
    f = frequencies(d, base)
    return scale(f, 1 / f, factor, low, high, original_length)


# %% bounds-exchanged: in the conditions
def scaled_frequencies(d, base, factor, low, high, original_length):
    f = frequencies(d, base)
    w = 2 * np.pi / f
    out = np.where(w > original_length / high, f / factor, f)
    medium = ~(w < original_length / low) & ~(w > original_length / high)
    s = (original_length / w - low) / (high - low)
    return np.where(medium, (1 - s) * f / factor + s * f, out)


# %% mix-reversed: s and 1 - s
def scaled_frequencies(d, base, factor, low, high, original_length):
    f = frequencies(d, base)
    s = np.clip((original_length * f / (2 * np.pi) - low) / (high - low), 0, 1)
    t = original_length * f / (2 * np.pi)
    mixed = s * f / factor + (1 - s) * f
    return np.where(t > high, f, np.where(t < low, f / factor, mixed))


# %% mix-not-clamped: no conditions
def scaled_frequencies(d, base, factor, low, high, original_length):
    f = frequencies(d, base)
    s = (original_length * f / (2 * np.pi) - low) / (high - low)
    return (1 - s) * f / factor + s * f


# %% base-scaled: NTK-aware
def scaled_frequencies(d, base, factor, low, high, original_length):
    return frequencies(d, base * factor ** (d / max(1, d - 2)))


# %% new-length-for-original: the new length
def scaled_frequencies(d, base, factor, low, high, original_length):
    f = frequencies(d, base)
    return scale(f, 2 * np.pi / f, factor, low, high, original_length * factor)
