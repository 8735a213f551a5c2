import numpy as np


# %% by comparing indices
def causal_mask(seq_q, seq_k):
    return np.arange(seq_k)[None, :] <= np.arange(seq_q)[:, None] + seq_k - seq_q


# %% lists of zeros and ones
def causal_mask(seq_q, seq_k):
    return [[1 if j - i <= seq_k - seq_q else 0 for j in range(seq_k)] for i in range(seq_q)]
