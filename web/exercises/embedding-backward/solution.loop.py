import numpy as np


def embedding_backward(ids, dx, vocab):
    B, L, D = dx.shape
    dtable = np.zeros((vocab, D))
    for b in range(B):
        for i in range(L):
            for c in range(D):
                dtable[ids[b, i], c] += dx[b, i, c]
    return dtable
