import numpy as np


# %% take_along_axis
def relative_scores(q, r):
    B, H, L, d = q.shape
    index = np.arange(L)[None, :] - np.arange(L)[:, None] + (L - 1)
    return np.take_along_axis(np.matmul(q, r.T), np.broadcast_to(index, (B, H, L, L)), axis=-1)


# %% skewed as in Transformer-XL
def relative_scores(q, r):
    B, H, L, _ = q.shape
    x = np.einsum("bhld,md->bhlm", q, r)
    x = np.pad(x, ((0, 0), (0, 0), (0, 0), (1, 0)))
    x = x.reshape(B, H, 2 * L, L)[:, :, 1:]
    return x.reshape(B, H, L, 2 * L - 1)[..., :L]


# %% a vector for each pair
def relative_scores(q, r):
    L = q.shape[2]
    vectors = np.array([[r[j - i + L - 1] for j in range(L)] for i in range(L)])
    return (q[:, :, :, None, :] * vectors).sum(axis=-1)


# %% row by row
def relative_scores(q, r):
    L = q.shape[2]
    return np.stack([q[:, :, i] @ r[L - 1 - i : 2 * L - 1 - i].T for i in range(L)], axis=2)
