import math

import torch


def frequencies(d, base):
    return 1.0 / base ** (torch.arange(0, d, 2) / d)


def scale(f, wavelengths, factor, low, high, original_length):
    s = (original_length / wavelengths - low) / (high - low)
    mixed = (1 - s) * f / factor + s * f
    out = torch.where(wavelengths > original_length / low, f / factor, mixed)
    return torch.where(wavelengths < original_length / high, f, out)


# %% all-frequencies-scaled: interpolation
def scaled_frequencies(d, base, factor, low, high, original_length):
    return frequencies(d, base) / factor


# %% frequency-for-wavelength: 1 / f
def scaled_frequencies(d, base, factor, low, high, original_length):
    f = frequencies(d, base)
    return scale(f, 1 / f, factor, low, high, original_length)


# %% bounds-exchanged: nothing between
def scaled_frequencies(d, base, factor, low, high, original_length):
    f = frequencies(d, base)
    return torch.where(2 * math.pi / f < original_length / low, f, f / factor)


# %% mix-reversed: s and 1 - s
def scaled_frequencies(d, base, factor, low, high, original_length):
    f = frequencies(d, base)
    t = original_length * f / (2 * math.pi)
    s = (t - low) / (high - low)
    mixed = s * f / factor + (1 - s) * f
    return torch.where(t > high, f, torch.where(t < low, f / factor, mixed))


# %% returned-wavelengths: 2π / f
def scaled_frequencies(d, base, factor, low, high, original_length):
    f = frequencies(d, base)
    w = 2 * math.pi / f
    return 2 * math.pi / scale(f, w, factor, low, high, original_length)


# %% repeated-for-features: cat
def scaled_frequencies(d, base, factor, low, high, original_length):
    f = frequencies(d, base)
    f = scale(f, 2 * math.pi / f, factor, low, high, original_length)
    return torch.cat([f, f])


# %% wrong-end-scaled: comparisons the other way round
def scaled_frequencies(d, base, factor, low, high, original_length):
    f = frequencies(d, base)
    w = 2 * math.pi / f
    s = (original_length / w - low) / (high - low)
    out = torch.where(w < original_length / high, f / factor, (1 - s) * f / factor + s * f)
    return torch.where(w > original_length / low, f, out)
