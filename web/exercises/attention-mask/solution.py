import numpy as np


def attention_mask(lengths, seq):
    position = np.arange(seq)  # (L)
    past = position[None, :] <= position[:, None]  # (L, L): key j against query i
    real = position[None, :] < lengths[:, None]  # (B, L): keys
    return past[None, :, :] & real[:, None, :]  # (1, L, L) & (B, 1, L) to (B, L, L)
