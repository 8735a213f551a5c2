import numpy as np

# %% last-one-wins: as it is found
def embedding_backward(ids, dx, vocab):
    grad = np.zeros((vocab, dx.shape[-1]))
    grad[ids] += dx
    return grad


# %% last-one-wins: the first of np.unique
def embedding_backward(ids, dx, vocab):
    grad = np.zeros((vocab, dx.shape[-1]))
    flat = dx.reshape(-1, dx.shape[-1])
    found, first = np.unique(ids, return_index=True)
    grad[found] = flat[first]
    return grad


# %% counted-once-per-step: a loop over the sequences
def embedding_backward(ids, dx, vocab):
    grad = np.zeros((vocab, dx.shape[-1]))
    for row, d in zip(ids, dx):
        grad[row] += d
    return grad


# %% averaged-by-count: the mean of a mask
def embedding_backward(ids, dx, vocab):
    grad = np.zeros((vocab, dx.shape[-1]))
    for v in np.unique(ids):
        grad[v] = dx[ids == v].mean(axis=0)
    return grad


# %% batch-forgotten: the first sequence
def embedding_backward(ids, dx, vocab):
    grad = np.zeros((vocab, dx.shape[-1]))
    np.add.at(grad, ids[0], dx[0])
    return grad
