import numpy as np


def windows(a, size):
    h, w = a.shape
    return a.reshape(h // size, size, w // size, size).transpose(0, 2, 1, 3).reshape(-1, size * size)


def compared(x):
    return x[:, :, None] == x[:, None, :]


# %% roll-reversed: the first rows
def shifted_window_mask(h, w, size, shift):
    regions = 2 * (np.arange(h) < shift)[:, None] + (np.arange(w) < shift)
    return compared(windows(regions, size))


# %% regions-by-rows-only: rows
def shifted_window_mask(h, w, size, shift):
    regions = np.zeros((h, w), dtype=int)
    regions[h - size : h - shift] = 1
    regions[h - shift :] = 2
    return compared(windows(regions, size))


# %% mask-inverted: !=
def shifted_window_mask(h, w, size, shift):
    x = windows(2 * (np.arange(h) >= h - shift)[:, None] + (np.arange(w) >= w - shift), size)
    return x[:, :, None] != x[:, None, :]


# %% region-numbers-collide: added
def shifted_window_mask(h, w, size, shift):
    rows = (np.arange(h) >= h - shift).astype(int)
    columns = (np.arange(w) >= w - shift).astype(int)
    return compared(windows(rows[:, None] + columns[None, :], size))


# %% windows-by-reshape: reshape
def shifted_window_mask(h, w, size, shift):
    regions = 2 * (np.arange(h) >= h - shift)[:, None] + (np.arange(w) >= w - shift)
    return compared(regions.reshape(-1, size * size))


# %% mask-additive: -100
def shifted_window_mask(h, w, size, shift):
    x = windows(2 * (np.arange(h) >= h - shift)[:, None] + (np.arange(w) >= w - shift), size)
    return np.where(compared(x), 0.0, -100.0)
