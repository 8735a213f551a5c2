import numpy as np


def embedding_backward(ids, dx, vocab):
    dtable = np.zeros((vocab, dx.shape[-1]))  # (V, D)
    np.add.at(dtable, ids, dx)  # row ids[b, i] += dx[b, i], for every b and i
    return dtable
