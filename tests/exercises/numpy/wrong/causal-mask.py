import numpy as np


# %% mask-top-left: way 1
def causal_mask(seq_q, seq_k):
    return np.tril(np.ones((seq_q, seq_k))).astype(bool)


# %% mask-inverted: way 1
def causal_mask(seq_q, seq_k):
    return np.triu(np.ones((seq_q, seq_k)), k=1 + seq_k - seq_q).astype(bool)


# %% mask-inverted: way 2
def causal_mask(seq_q, seq_k):
    return np.triu(np.ones((seq_q, seq_k)), k=1)


# %% mask-looks-ahead: way 1
def causal_mask(seq_q, seq_k):
    return np.triu(np.ones((seq_q, seq_k)))


# %% mask-off-by-one: way 1
def causal_mask(seq_q, seq_k):
    return np.tril(np.ones((seq_q, seq_k)), seq_k - seq_q - 1)


# %% mask-additive: way 1
def causal_mask(seq_q, seq_k):
    return np.where(np.tril(np.ones((seq_q, seq_k)), seq_k - seq_q), 0, -np.inf)


# %% mask-additive: way 2
def causal_mask(seq_q, seq_k):
    return np.where(np.tril(np.ones((seq_q, seq_k)), seq_k - seq_q), 0, np.finfo(np.float32).min)


# %% mask-swapped-axes: way 1
def causal_mask(seq_q, seq_k):
    return np.tril(np.ones((seq_k, seq_q)), seq_k - seq_q)
