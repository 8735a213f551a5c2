import numpy as np


def packed_mask(segments):
    L = segments.shape[1]
    same = segments[:, :, None] == segments[:, None, :]  # (B, L, 1) against (B, 1, L): (B, L, L)
    past = np.tri(L, dtype=bool)  # (L, L): key j against query i
    real = (segments != 0)[:, :, None]  # (B, L, 1): queries; where they are the same, keys too
    return same & past & real
