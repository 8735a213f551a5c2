import math

import torch


# %% as in Hugging Face Transformers
def scaled_frequencies(d, base, factor, low, high, original_length):
    inv_freq = 1.0 / (base ** (torch.arange(0, d, 2, dtype=torch.int64).float() / d))
    low_freq_wavelen = original_length / low
    high_freq_wavelen = original_length / high
    wavelen = 2 * math.pi / inv_freq
    inv_freq_llama = torch.where(wavelen > low_freq_wavelen, inv_freq / factor, inv_freq)
    smooth_factor = (original_length / wavelen - low) / (high - low)
    smoothed = (1 - smooth_factor) * inv_freq_llama / factor + smooth_factor * inv_freq_llama
    is_medium_freq = ~(wavelen < high_freq_wavelen) * ~(wavelen > low_freq_wavelen)
    return torch.where(is_medium_freq, smoothed, inv_freq_llama)


# %% a loop, as in Meta's apply_scaling
def scaled_frequencies(d, base, factor, low, high, original_length):
    freqs = 1.0 / (base ** (torch.arange(0, d, 2)[: (d // 2)].float() / d))
    new_freqs = []
    for freq in freqs:
        wavelen = 2 * math.pi / freq
        if wavelen < original_length / high:
            new_freqs.append(freq)
        elif wavelen > original_length / low:
            new_freqs.append(freq / factor)
        else:
            smooth = (original_length / wavelen - low) / (high - low)
            new_freqs.append((1 - smooth) * freq / factor + smooth * freq)
    return torch.tensor(new_freqs, dtype=freqs.dtype)


# %% lerp
def scaled_frequencies(d, base, factor, low, high, original_length):
    f = torch.pow(float(base), -torch.arange(d // 2, dtype=torch.float64) * 2 / d)
    s = ((original_length * f / (2 * torch.pi) - low) / (high - low)).clamp(0.0, 1.0)
    return torch.lerp(f / factor, f, s).float()
