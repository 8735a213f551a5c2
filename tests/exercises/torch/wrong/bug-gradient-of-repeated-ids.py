import torch

# %% last-one-wins: as it is found
def embedding_backward(ids, dx, vocab):
    grad = torch.zeros(vocab, dx.size(-1))
    grad[ids] += dx
    return grad


# %% last-one-wins: index_put without accumulate
def embedding_backward(ids, dx, vocab):
    grad = torch.zeros(vocab, dx.size(-1))
    grad.index_put_((ids,), dx)
    return grad


# %% last-one-wins: assigned in a loop
def embedding_backward(ids, dx, vocab):
    grad = torch.zeros(vocab, dx.size(-1))
    for b in range(ids.size(0)):
        for i in range(ids.size(1)):
            grad[ids[b, i]] = dx[b, i]
    return grad


# %% counted-once-per-step: a loop over the sequences
def embedding_backward(ids, dx, vocab):
    grad = torch.zeros(vocab, dx.size(-1))
    for b in range(ids.size(0)):
        grad[ids[b]] += dx[b]
    return grad


# %% counted-once-per-step: a loop over the positions
def embedding_backward(ids, dx, vocab):
    grad = torch.zeros(vocab, dx.size(-1))
    for i in range(ids.size(1)):
        grad[ids[:, i]] += dx[:, i]
    return grad


# %% averaged-by-count: divided by the number of places
def embedding_backward(ids, dx, vocab):
    grad = torch.zeros(vocab, dx.size(-1))
    grad.index_add_(0, ids.reshape(-1), dx.reshape(-1, dx.size(-1)))
    count = torch.bincount(ids.reshape(-1), minlength=vocab)
    return grad / count.clamp(min=1)[:, None]


# %% batch-forgotten: the first sequence
def embedding_backward(ids, dx, vocab):
    grad = torch.zeros(vocab, dx.size(-1))
    return grad.index_add(0, ids[0], dx[0])
