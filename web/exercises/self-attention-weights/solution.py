import numpy as np


def softmax(x):
    powers = np.exp(x - x.max(axis=-1, keepdims=True))
    return powers / powers.sum(axis=-1, keepdims=True)


def attention_matrix(ids, embedding, wq, wk):
    x = embedding[ids]  # (V, D) indexed by (L) = (L, D)
    q = x @ wq.T  # (L, D) @ (D, D)
    k = x @ wk.T  # (L, D) @ (D, D)
    return softmax(q @ k.T / np.sqrt(embedding.shape[-1]))  # (L, D) @ (D, L) = (L, L)
