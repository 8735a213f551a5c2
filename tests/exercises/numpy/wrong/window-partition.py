import numpy as np

# %% windows-by-reshape: reshape
def window_partition(x, size):
    return x.reshape(-1, size * size, x.shape[-1])


# %% windows-by-columns: transpose(0, 3, 1, 2, 4, 5)
def window_partition(x, size):
    B, H, W, C = x.shape
    x = x.reshape(B, H // size, size, W // size, size, C)
    return x.transpose(0, 3, 1, 2, 4, 5).reshape(-1, size * size, C)


# %% columns-first-in-window: transpose(0, 1, 3, 4, 2, 5)
def window_partition(x, size):
    B, H, W, C = x.shape
    x = x.reshape(B, H // size, size, W // size, size, C)
    return x.transpose(0, 1, 3, 4, 2, 5).reshape(-1, size * size, C)


# %% batch-last: transpose(1, 3, 0, 2, 4, 5)
def window_partition(x, size):
    B, H, W, C = x.shape
    x = x.reshape(B, H // size, size, W // size, size, C)
    return x.transpose(1, 3, 0, 2, 4, 5).reshape(-1, size * size, C)


# %% strips-not-windows: rows only
def window_partition(x, size):
    B, H, W, C = x.shape
    return x.reshape(B * (H // size), size * W, C)


# %% every-other-pixel: size first
def window_partition(x, size):
    B, H, W, C = x.shape
    x = x.reshape(B, size, H // size, size, W // size, C)
    return x.transpose(0, 2, 4, 1, 3, 5).reshape(-1, size * size, C)


# %% every-other-pixel: slices
def window_partition(x, size):
    B, H, W, C = x.shape
    rows, columns = H // size, W // size
    out = [x[b, i::rows, j::columns].reshape(-1, C) for b in range(B) for i in range(rows) for j in range(columns)]
    return np.array(out)


# %% first-entry-only: x[0]
def window_partition(x, size):
    _, H, W, C = x.shape
    m = x[0].reshape(H // size, size, W // size, size, C).transpose(0, 2, 1, 3, 4)
    return m.reshape(-1, size * size, C)
