import numpy as np


def softmax(x):
    powers = np.exp(x - x.max(axis=-1, keepdims=True))
    return powers / powers.sum(axis=-1, keepdims=True)


def attention_matrix(ids, embedding, wq, wk):
    x = embedding[ids]  # (L, D)
    q = x @ wq.T
    k = x @ wk.T
    return softmax(q @ k.T / np.sqrt(embedding.shape[-1]))
