import torch

# %% sum-over-the-batch: dim 0
def softmax_backward(y, dy):
    return y * (dy - (y * dy).sum(dim=0, keepdim=True))


# %% sum-over-the-batch: everything
def softmax_backward(y, dy):
    return y * (dy - (y * dy).sum())


# %% upstream-gradient-missing: the Jacobian
def softmax_backward(y, dy):
    return torch.diag_embed(y) - y.unsqueeze(-1) * y.unsqueeze(-2)


# %% upstream-gradient-missing: y (1 - y)
def softmax_backward(y, dy):
    return y * (1 - y)


# %% softmax-applied-again: to y
def softmax_backward(y, dy):
    p = torch.softmax(y, dim=-1)
    return p * (dy - (p * dy).sum(-1, keepdim=True))


# %% cross-entropy-gradient: y - dy
def softmax_backward(y, dy):
    return y - dy


# %% log-softmax-gradient: dy - y sum(dy)
def softmax_backward(y, dy):
    return dy - y * dy.sum(dim=1, keepdim=True)


# %% arguments-swapped: exchanged
def softmax_backward(y, dy):
    return dy * (y - (y * dy).sum(dim=1, keepdim=True))


# %% diagonal-only: sigmoid's
def softmax_backward(y, dy):
    return dy * y * (1 - y)


# %% sum-left-out: y dy
def softmax_backward(y, dy):
    return torch.mul(y, dy)


# %% unweighted-sum: dy.sum
def softmax_backward(y, dy):
    return y * (dy - dy.sum(dim=-1, keepdim=True))


# %% sum-averaged: mean
def softmax_backward(y, dy):
    return y * (dy - (y * dy).mean(dim=-1, keepdim=True))


# %% outer-factor-missing: no y
def softmax_backward(y, dy):
    return dy - torch.einsum("nm,nm->n", y, dy)[:, None]


# %% sign-reversed: the other way round
def softmax_backward(y, dy):
    return y * ((y * dy).sum(-1, keepdim=True) - dy)


# %% missing-keepdims: sum(-1)
def softmax_backward(y, dy):
    return y * (dy - (y * dy).sum(-1))


# %% missing-keepdims: einsum
def softmax_backward(y, dy):
    return y * (dy - torch.einsum("nm,nm->n", y, dy))
