import numpy as np


def embedding_backward(ids, dx, vocab):
    """The gradient of an embedding table, from that of the vectors that were looked up.

    ids: (B, L), int; from 0 to vocab - 1, they repeat
    dx: (B, L, D), gradient with respect to x = table[ids]
    vocab: number of rows of the table, V
    Returns (V, D).
    """
    # TODO: which tokens read row v of the table?
    return np.zeros((vocab, dx.shape[-1]))
