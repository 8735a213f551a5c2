import numpy as np


# %% returned-output-instead: way 1
def softmax(s, axis=-1):
    e = np.exp(s - s.max(axis=axis, keepdims=True))
    return e / e.sum(axis=axis, keepdims=True)

def attention_matrix(ids, embedding, wq, wk):
    x = embedding[ids]
    q, k = x @ wq.T, x @ wk.T
    return softmax(q @ k.T / np.sqrt(x.shape[1])) @ x


# %% softmax-over-queries: way 1
def softmax(s, axis=-1):
    e = np.exp(s - s.max(axis=axis, keepdims=True))
    return e / e.sum(axis=axis, keepdims=True)

def attention_matrix(ids, embedding, wq, wk):
    x = embedding[ids]
    q, k = x @ wq.T, x @ wk.T
    return softmax(q @ k.T / np.sqrt(x.shape[1]), 0)


# %% missing-keepdims: way 1
def attention_matrix(ids, embedding, wq, wk):
    x = embedding[ids]
    q, k = x @ wq.T, x @ wk.T
    s = q @ k.T / np.sqrt(x.shape[1])
    e = np.exp(s - s.max(-1, keepdims=True))
    return e / e.sum(-1)


# %% missing-scale: way 1
def softmax(s, axis=-1):
    e = np.exp(s - s.max(axis=axis, keepdims=True))
    return e / e.sum(axis=axis, keepdims=True)

def attention_matrix(ids, embedding, wq, wk):
    x = embedding[ids]
    q, k = x @ wq.T, x @ wk.T
    return softmax(q @ k.T)


# %% not-projected: way 1
def softmax(s, axis=-1):
    e = np.exp(s - s.max(axis=axis, keepdims=True))
    return e / e.sum(axis=axis, keepdims=True)

def attention_matrix(ids, embedding, wq, wk):
    x = embedding[ids]
    return softmax(x @ x.T / np.sqrt(x.shape[1]))
