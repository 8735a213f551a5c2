import numpy as np


def gathered(q, r, index):
    return np.einsum("bhid,ijd->bhij", q, r[index])


# %% offset-reversed: rows minus columns
def relative_scores(q, r):
    p = np.arange(q.shape[2])
    return gathered(q, r, p[:, None] - p + len(p) - 1)


# %% offset-off-by-one: plus L
def relative_scores(q, r):
    p = np.arange(q.shape[2])
    return gathered(q, r, p - p[:, None] + len(p))


# %% offset-off-by-one: L - 2
def relative_scores(q, r):
    p = np.arange(q.shape[2])
    return gathered(q, r, p - p[:, None] + len(p) - 2)


# %% offset-not-shifted: a negative index
def relative_scores(q, r):
    p = np.arange(q.shape[2])
    return gathered(q, r, p - p[:, None])


# %% offset-without-sign: np.abs
def relative_scores(q, r):
    p = np.arange(q.shape[2])
    return gathered(q, r, np.abs(p - p[:, None]) + len(p) - 1)


# %% all-offsets-returned: not chosen
def relative_scores(q, r):
    return q @ r.T


# %% gather-by-row: the last L columns
def relative_scores(q, r):
    return (q @ r.T)[..., q.shape[2] - 1 :]


# %% skew-misaligned: no padding
def relative_scores(q, r):
    B, H, L, _ = q.shape
    return (q @ r.T).reshape(B, H, 2 * L - 1, L)[:, :, :L]


# %% heads-left-out: einsum without h
def relative_scores(q, r):
    p = np.arange(q.shape[2])
    return np.einsum("bhid,ijd->bij", q, r[p - p[:, None] + len(p) - 1])
