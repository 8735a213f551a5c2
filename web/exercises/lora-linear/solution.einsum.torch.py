import torch


def lora_linear(x, w, a, b, alpha):
    r = a.shape[0]
    base = torch.einsum("nd,fd->nf", x, w)  # (N, F)
    hidden = torch.einsum("nd,rd->nr", x, a)  # (N, r)
    update = torch.einsum("nr,fr->nf", hidden, b)  # (N, F)
    return base + alpha / r * update
