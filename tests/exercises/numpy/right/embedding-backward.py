import numpy as np

# %% np.add.at on flat arrays
def embedding_backward(ids, dx, vocab):
    grad = np.zeros((vocab, dx.shape[-1]), dtype=dx.dtype)
    np.add.at(grad, ids.ravel(), dx.reshape(-1, dx.shape[-1]))
    return grad


# %% bincount, feature by feature
def embedding_backward(ids, dx, vocab):
    flat = ids.reshape(-1)
    columns = [np.bincount(flat, weights=dx[..., c].reshape(-1), minlength=vocab) for c in range(dx.shape[-1])]
    return np.stack(columns, axis=1)


# %% a comparison instead of one-hot
def embedding_backward(ids, dx, vocab):
    hot = (ids.reshape(-1)[:, None] == np.arange(vocab)).astype(np.float64)
    return hot.T @ dx.reshape(-1, dx.shape[-1])


# %% only the ids that occur
def embedding_backward(ids, dx, vocab):
    grad = np.zeros((vocab, dx.shape[-1]))
    for v in set(ids.flatten().tolist()):
        grad[v] = dx[ids == v].sum(0)
    return grad
