import torch
import torch.nn.functional as F


def embedding_backward(ids, dx, vocab):
    one_hot = F.one_hot(ids.long(), vocab).to(dx.dtype)  # (B, L, V)
    return torch.einsum("blv,bld->vd", one_hot, dx)  # (V, D): b and l are summed
