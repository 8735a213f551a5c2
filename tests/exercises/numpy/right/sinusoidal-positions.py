import numpy as np


# %% div_term, float32
def sinusoidal_positions(length, dim):
    pe = np.zeros((length, dim), dtype=np.float32)
    position = np.arange(length, dtype=np.float32)[:, np.newaxis]
    div_term = np.exp(np.arange(0, dim, 2).astype(np.float32) * -(np.log(10000.0) / dim))
    pe[:, 0::2] = np.sin(position * div_term)
    pe[:, 1::2] = np.cos(position * div_term[: dim // 2])
    return pe


# %% all columns, np.where
def sinusoidal_positions(length, dim):
    j = np.arange(dim)
    angles = np.outer(np.arange(length), np.power(10000.0, -(j // 2 * 2) / dim))
    return np.where(j % 2 == 0, np.sin(angles), np.cos(angles))


# %% stacked, then cut
def sinusoidal_positions(length, dim):
    angles = np.arange(length)[:, None] / 10000 ** (2 * np.arange((dim + 1) // 2) / dim)
    return np.stack([np.sin(angles), np.cos(angles)], axis=-1).reshape(length, -1)[:, :dim]


# %% a list of rows
def sinusoidal_positions(length, dim):
    return np.array([[(np.cos if j % 2 else np.sin)(p / 10000 ** (2 * (j // 2) / dim)) for j in range(dim)] for p in range(length)])
