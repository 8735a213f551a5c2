import torch

# %% accumulate
def embedding_backward(ids, dx, vocab):
    grad = torch.zeros(vocab, dx.size(-1))
    grad.index_put_((ids,), dx, accumulate=True)
    return grad


# %% scatter_add
def embedding_backward(ids, dx, vocab):
    grad = torch.zeros(vocab, dx.size(-1))
    D = dx.size(-1)
    return grad.scatter_add(0, ids.reshape(-1, 1).expand(-1, D), dx.reshape(-1, D))


# %% one-hot
def embedding_backward(ids, dx, vocab):
    hot = torch.nn.functional.one_hot(ids.long(), vocab).to(dx.dtype)
    return torch.einsum("blv,bld->vd", hot, dx)


# %% a loop
def embedding_backward(ids, dx, vocab):
    grad = torch.zeros(vocab, dx.size(-1))
    for id, row in zip(ids.flatten().tolist(), dx.reshape(-1, dx.size(-1))):
        grad[id] += row
    return grad
