import numpy as np


def right(x, w, dy):
    g = dy.reshape(-1, dy.shape[-1])
    return dy @ w, g.T @ x.reshape(-1, x.shape[-1]), g.sum(0)


# %% weight-transposed: dx
def linear_backward(x, w, dy):
    return np.matmul(dy, w.T), *right(x, w, dy)[1:]


# %% weight-transposed: dw
def linear_backward(x, w, dy):
    dx, _, db = right(x, w, dy)
    return dx, np.einsum("bld,blf->df", x, dy), db


# %% weight-transposed: both
def linear_backward(x, w, dy):
    g, t = dy.reshape(-1, dy.shape[-1]), x.reshape(-1, x.shape[-1])
    return dy @ w.T, t.T @ g, g.sum(0)


# %% averaged-over-tokens: by the batch size, as tutorials do
def linear_backward(x, w, dy):
    m = x.shape[0]
    dx, dw, db = right(x, w, dy)
    return dx, dw / m, db / m


# %% averaged-over-tokens: everything
def linear_backward(x, w, dy):
    n = x.shape[0] * x.shape[1]
    return tuple(g / n for g in right(x, w, dy))


# %% averaged-over-tokens: mean
def linear_backward(x, w, dy):
    dx, dw, _ = right(x, w, dy)
    return dx, dw, dy.mean(axis=(0, 1))


# %% batch-kept: dw
def linear_backward(x, w, dy):
    return dy @ w, dy.transpose(0, 2, 1) @ x, dy.sum(axis=(0, 1))


# %% batch-kept: db
def linear_backward(x, w, dy):
    dx, dw, _ = right(x, w, dy)
    return dx, dw, dy.sum(axis=0)


# %% batch-kept: outer products
def linear_backward(x, w, dy):
    return dy @ w, dy[..., :, None] * x[..., None, :], dy


# %% inputs-exchanged: dx from x
def linear_backward(x, w, dy):
    return x @ w, *right(x, w, dy)[1:]


# %% inputs-exchanged: dw from x
def linear_backward(x, w, dy):
    t = x.reshape(-1, x.shape[-1])
    dx, _, db = right(x, w, dy)
    return dx, t.T @ t, db


# %% upstream-gradient-missing: db
def linear_backward(x, w, dy):
    dx, dw, _ = right(x, w, dy)
    return dx, dw, np.ones(w.shape[0])


# %% upstream-gradient-missing: db counts tokens
def linear_backward(x, w, dy):
    dx, dw, _ = right(x, w, dy)
    return dx, dw, np.full(w.shape[0], x.shape[0] * x.shape[1])


# %% not-accumulated: in four loops
def linear_backward(x, w, dy):
    dx, dw, db = np.zeros_like(x), np.zeros_like(w), np.zeros(len(w))
    for b in range(x.shape[0]):
        for i in range(x.shape[1]):
            for f in range(len(w)):
                db[f] = dy[b, i, f]
                for d in range(x.shape[2]):
                    dx[b, i, d] += dy[b, i, f] * w[f, d]
                    dw[f, d] = dy[b, i, f] * x[b, i, d]
    return dx, dw, db


# %% not-accumulated: dw by sequence
def linear_backward(x, w, dy):
    dx, _, db = right(x, w, dy)
    for tokens, grads in zip(x, dy):
        dw = grads.T @ tokens
    return dx, dw, db


# %% bias-over-wrong-axes: everything
def linear_backward(x, w, dy):
    dx, dw, _ = right(x, w, dy)
    return dx, dw, np.sum(dy)


# %% bias-over-wrong-axes: features
def linear_backward(x, w, dy):
    dx, dw, _ = right(x, w, dy)
    return dx, dw, dy.sum(axis=(1, 2))


# %% all-axes-reversed: .T
def linear_backward(x, w, dy):
    return dy @ w, dy.T @ x, dy.sum(axis=(0, 1))


# %% all-axes-reversed: .T, summed
def linear_backward(x, w, dy):
    return dy @ w, (dy.T @ x).sum(0), dy.sum(axis=(0, 1))


# %% first-entry-only: [0]
def linear_backward(x, w, dy):
    return dy @ w, dy[0].T @ x[0], dy[0].sum(axis=0)


# %% first-entry-only: all of it
def linear_backward(x, w, dy):
    x, dy = x[0], dy[0]
    return dy @ w, dy.T @ x, dy.sum(axis=0)


# %% outputs-reordered: db before dw
def linear_backward(x, w, dy):
    dx, dw, db = right(x, w, dy)
    return dx, db, dw
