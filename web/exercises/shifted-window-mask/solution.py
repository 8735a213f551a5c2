import numpy as np


def shifted_window_mask(h, w, size, shift):
    rows = np.arange(h) >= h - shift  # (h): came over the edge
    columns = np.arange(w) >= w - shift  # (w)
    regions = 2 * rows[:, None] + columns  # (h, w): one of four numbers
    windows = regions.reshape(h // size, size, w // size, size).swapaxes(1, 2)
    windows = windows.reshape(-1, size * size)  # (N, P)
    return windows[:, :, None] == windows[:, None, :]  # (N, P, P)
