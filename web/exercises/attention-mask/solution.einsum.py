import numpy as np


def attention_mask(lengths, seq):
    position = np.arange(seq)
    past = np.tri(seq)  # (L, L), ones where j <= i
    real = (position < lengths[:, None]).astype(float)  # (B, L)
    # A product of zeros and ones is "and".
    return np.einsum("ij,bj->bij", past, real) == 1  # (B, L, L)
