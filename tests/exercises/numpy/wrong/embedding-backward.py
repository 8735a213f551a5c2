import numpy as np

# %% last-one-wins: grad[ids] += dx
def embedding_backward(ids, dx, vocab):
    grad = np.zeros((vocab, dx.shape[-1]))
    grad[ids.reshape(-1)] += dx.reshape(-1, dx.shape[-1])
    return grad


# %% multiplied-by-count: each place adds the sum
def embedding_backward(ids, dx, vocab):
    grad = np.zeros((vocab, dx.shape[-1]))
    for v in ids.flatten():
        grad[v] += dx[ids == v].sum(axis=0)
    return grad


# %% table-transposed: dx^T one_hot
def embedding_backward(ids, dx, vocab):
    hot = np.eye(vocab)[ids.reshape(-1)]
    return dx.reshape(-1, dx.shape[-1]).T @ hot


# %% counted-once-per-step: by sequence
def embedding_backward(ids, dx, vocab):
    grad = np.zeros((vocab, dx.shape[-1]))
    for b in range(len(ids)):
        grad[ids[b]] += dx[b]
    return grad


# %% batch-forgotten: the first sequence
def embedding_backward(ids, dx, vocab):
    grad = np.zeros((vocab, dx.shape[-1]))
    np.add.at(grad, ids[0], dx[0])
    return grad


# %% averaged-by-count: mean of a mask
def embedding_backward(ids, dx, vocab):
    return np.array([dx[ids == v].mean(0) if (ids == v).any() else np.zeros(dx.shape[-1]) for v in range(vocab)])
