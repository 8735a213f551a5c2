import torch


def linear_backward(x, w, dy):
    dx = torch.einsum("blf,fd->bld", dy, w)  # (B, L, D)
    dw = torch.einsum("blf,bld->fd", dy, x)  # (F, D): b and l are summed
    db = torch.einsum("blf->f", dy)  # (F)
    return dx, dw, db
