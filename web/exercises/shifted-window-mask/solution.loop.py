import numpy as np


def shifted_window_mask(h, w, size, shift):
    columns = w // size
    out = np.zeros((h // size * columns, size * size, size * size), dtype=bool)
    for window in range(len(out)):
        regions = []
        for pixel in range(size * size):
            row = window // columns * size + pixel // size
            column = window % columns * size + pixel % size
            regions.append((row >= h - shift, column >= w - shift))  # which edges it came over
        for a in range(size * size):
            for b in range(size * size):
                out[window, a, b] = regions[a] == regions[b]
    return out
