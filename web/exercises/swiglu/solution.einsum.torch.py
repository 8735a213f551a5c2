import torch


def swiglu(x, w_gate, w_up, w_down):
    gate = torch.einsum("bld,fd->blf", x, w_gate)  # (B, L, F)
    up = torch.einsum("bld,fd->blf", x, w_up)  # (B, L, F)
    hidden = gate * torch.sigmoid(gate) * up  # (B, L, F)
    return torch.einsum("blf,df->bld", hidden, w_down)  # (B, L, D)
