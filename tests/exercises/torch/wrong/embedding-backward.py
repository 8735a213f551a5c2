import torch

# %% last-one-wins: grad[ids] += dx
def embedding_backward(ids, dx, vocab):
    grad = torch.zeros(vocab, dx.shape[-1])
    grad[ids] += dx
    return grad


# %% padding-left-out: padding_idx
def embedding_backward(ids, dx, vocab):
    grad = torch.zeros(vocab, dx.shape[-1])
    grad.index_add_(0, ids.reshape(-1), dx.reshape(-1, dx.shape[-1]))
    grad[0] = 0
    return grad


# %% upstream-gradient-missing: one-hot summed
def embedding_backward(ids, dx, vocab):
    count = torch.bincount(ids.flatten(), minlength=vocab).float()
    return count[:, None].expand(vocab, dx.shape[-1])


# %% averaged-over-tokens: divided by B L
def embedding_backward(ids, dx, vocab):
    grad = torch.zeros(vocab, dx.shape[-1])
    return grad.index_add(0, ids.reshape(-1), dx.reshape(-1, dx.shape[-1])) / ids.numel()


# %% embedding-not-looked-up: by position
def embedding_backward(ids, dx, vocab):
    grad = torch.zeros(vocab, dx.shape[-1])
    for i in range(ids.shape[1]):
        grad[i] += dx[:, i].sum(0)
    return grad


# %% table-transposed: einsum
def embedding_backward(ids, dx, vocab):
    hot = torch.nn.functional.one_hot(ids.long(), vocab).to(dx.dtype)
    return torch.einsum("blv,bld->dv", hot, dx)
