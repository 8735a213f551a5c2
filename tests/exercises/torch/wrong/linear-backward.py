import torch


def right(x, w, dy):
    g = dy.flatten(0, 1)
    return dy @ w, g.T @ x.flatten(0, 1), g.sum(0)


# %% weight-transposed: dx
def linear_backward(x, w, dy):
    return dy @ w.T, *right(x, w, dy)[1:]


# %% weight-transposed: dw
def linear_backward(x, w, dy):
    dx, _, db = right(x, w, dy)
    return dx, x.flatten(0, 1).T @ dy.flatten(0, 1), db


# %% weight-transposed: einsum of dx
def linear_backward(x, w, dy):
    return torch.einsum("blf,df->bld", dy, w), *right(x, w, dy)[1:]


# %% averaged-over-tokens: dw and db
def linear_backward(x, w, dy):
    B, L, D = x.shape
    dx, dw, db = right(x, w, dy)
    return dx, dw / (B * L), db / (B * L)


# %% averaged-over-tokens: mean of the batch
def linear_backward(x, w, dy):
    dw = (dy.transpose(1, 2) @ x).mean(0)
    return dy @ w, dw, dy.sum(1).mean(0)


# %% averaged-over-tokens: db
def linear_backward(x, w, dy):
    dx, dw, _ = right(x, w, dy)
    return dx, dw, dy.mean(dim=(0, 1))


# %% batch-kept: dw
def linear_backward(x, w, dy):
    return dy @ w, dy.mT @ x, dy.sum((0, 1))


# %% batch-kept: dw and db
def linear_backward(x, w, dy):
    return dy @ w, dy.transpose(1, 2) @ x, dy.sum(1)


# %% batch-kept: db over the batch alone
def linear_backward(x, w, dy):
    dx, dw, _ = right(x, w, dy)
    return dx, dw, dy.sum(0)


# %% batch-kept: keepdim
def linear_backward(x, w, dy):
    dx, dw, _ = right(x, w, dy)
    return dx, dw, dy.sum(dim=(0, 1), keepdim=True)


# %% inputs-exchanged: dx from x
def linear_backward(x, w, dy):
    return x @ w, *right(x, w, dy)[1:]


# %% inputs-exchanged: dw from dy
def linear_backward(x, w, dy):
    dx, _, db = right(x, w, dy)
    g = dy.flatten(0, 1)
    return dx, g.T @ g, db


# %% inputs-exchanged: db from x
def linear_backward(x, w, dy):
    dx, dw, _ = right(x, w, dy)
    return dx, dw, x.sum((0, 1))


# %% upstream-gradient-missing: db
def linear_backward(x, w, dy):
    dx, dw, _ = right(x, w, dy)
    return dx, dw, torch.ones(w.shape[0])


# %% upstream-gradient-missing: all ones
def linear_backward(x, w, dy):
    return right(x, w, torch.ones_like(dy))


# %% not-accumulated: each token
def linear_backward(x, w, dy):
    dx, dw, db = torch.zeros_like(x), torch.zeros_like(w), torch.zeros(w.shape[0])
    for b in range(x.shape[0]):
        for t in range(x.shape[1]):
            dx[b, t] = dy[b, t] @ w
            dw = torch.outer(dy[b, t], x[b, t])
            db = dy[b, t]
    return dx, dw, db


# %% not-accumulated: each sequence
def linear_backward(x, w, dy):
    dx = dy @ w
    for b in range(x.shape[0]):
        dw = dy[b].T @ x[b]
        db = dy[b].sum(0)
    return dx, dw, db


# %% bias-over-wrong-axes: the last
def linear_backward(x, w, dy):
    dx, dw, _ = right(x, w, dy)
    return dx, dw, dy.sum(-1)


# %% bias-over-wrong-axes: everything
def linear_backward(x, w, dy):
    dx, dw, _ = right(x, w, dy)
    return dx, dw, dy.sum()


# %% all-axes-reversed: permute
def linear_backward(x, w, dy):
    return dy @ w, dy.permute(2, 1, 0) @ x, dy.sum((0, 1))


# %% first-entry-only: [0]
def linear_backward(x, w, dy):
    return dy @ w, dy[0].T @ x[0], dy[0].sum(0)


# %% outputs-reordered: dw first
def linear_backward(x, w, dy):
    dx, dw, db = right(x, w, dy)
    return dw, db, dx
