import numpy as np


def window_partition(x, size):
    B, h, w, C = x.shape
    rows, columns = h // size, w // size
    out = np.zeros((B * rows * columns, size * size, C))
    for b in range(B):
        for i in range(h):
            for j in range(w):
                window = (b * rows + i // size) * columns + j // size
                pixel = (i % size) * size + j % size
                out[window, pixel] = x[b, i, j]  # (C)
    return out
