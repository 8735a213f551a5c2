import math

import numpy as np


# %% as in Hugging Face Transformers, float32
def scaled_frequencies(d, base, factor, low, high, original_length):
    inv_freq = 1.0 / (base ** (np.arange(0, d, 2, dtype=np.float32) / d))
    low_freq_wavelen = original_length / low
    high_freq_wavelen = original_length / high
    wavelen = 2 * math.pi / inv_freq
    scaled = np.where(wavelen > low_freq_wavelen, inv_freq / factor, inv_freq)
    smooth = (original_length / wavelen - low) / (high - low)
    smoothed = (1 - smooth) * scaled / factor + smooth * scaled
    is_medium = ~(wavelen < high_freq_wavelen) * ~(wavelen > low_freq_wavelen)
    return np.where(is_medium, smoothed, scaled)


# %% np.select
def scaled_frequencies(d, base, factor, low, high, original_length):
    f = np.exp(-np.arange(d // 2) * 2 / d * np.log(base))
    turns = original_length * f / (2 * np.pi)
    s = (turns - low) / (high - low)
    return np.select([turns > high, turns < low], [f, f / factor], (1 - s) * f / factor + s * f)


# %% np.interp
def scaled_frequencies(d, base, factor, low, high, original_length):
    f = np.power(float(base), -np.arange(0, d, 2) / d)
    s = np.interp(original_length * f / (2 * np.pi), [low, high], [0.0, 1.0])
    return f / factor + s * (f - f / factor)
