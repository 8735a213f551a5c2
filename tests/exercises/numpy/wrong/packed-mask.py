import numpy as np

# %% documents-leak: tril
def packed_mask(segments):
    B, L = segments.shape
    return np.tile(np.tri(L, dtype=bool), (B, 1, 1))


# %% documents-leak: padding keys hidden
def packed_mask(segments):
    L = segments.shape[1]
    return np.tri(L, dtype=bool) & (segments != 0)[:, None, :]


# %% mask-looks-ahead: no tril
def packed_mask(segments):
    return (segments[:, :, None] == segments[:, None, :]) & (segments != 0)[:, None, :]


# %% padding-attended: no test for 0
def packed_mask(segments):
    return np.tril(segments[:, :, None] == segments[:, None, :])


# %% segments-compared-by-order: <=
def packed_mask(segments):
    order = segments[:, None, :] <= segments[:, :, None]
    real = segments > 0
    return np.tril(order) & real[:, None, :] & real[:, :, None]


# %% mask-swapped-axes: triu
def packed_mask(segments):
    return np.triu(segments[:, :, None] == segments[:, None, :]) & (segments != 0)[:, None, :]


# %% padding-diagonal-visible: eye
def packed_mask(segments):
    L = segments.shape[1]
    mask = np.tril(segments[:, :, None] == segments[:, None, :]) & (segments != 0)[:, None, :]
    return mask | np.eye(L, dtype=bool)


# %% mask-inverted: hidden is true
def packed_mask(segments):
    L = segments.shape[1]
    other = segments[:, :, None] != segments[:, None, :]
    return other | np.triu(np.ones((L, L), dtype=bool), 1) | (segments == 0)[:, None, :]
