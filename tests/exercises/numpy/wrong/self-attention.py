import numpy as np


# %% softmax-over-queries: way 1
def softmax(s, axis=-1):
    e = np.exp(s - s.max(axis=axis, keepdims=True))
    return e / e.sum(axis=axis, keepdims=True)

def self_attention(x, wq, bq, wk, bk, wv, bv, wo, bo):
    D = x.shape[-1]
    q, k, v = x @ wq.T + bq, x @ wk.T + bk, x @ wv.T + bv
    return softmax(q @ k.swapaxes(1, 2) / np.sqrt(D), 1) @ v @ wo.T + bo


# %% missing-bias: way 1
def softmax(s, axis=-1):
    e = np.exp(s - s.max(axis=axis, keepdims=True))
    return e / e.sum(axis=axis, keepdims=True)

def self_attention(x, wq, bq, wk, bk, wv, bv, wo, bo):
    D = x.shape[-1]
    q, k, v = x @ wq.T, x @ wk.T, x @ wv.T
    return softmax(q @ k.swapaxes(1, 2) / np.sqrt(D)) @ v @ wo.T


# %% missing-bias: way 2
def softmax(s, axis=-1):
    e = np.exp(s - s.max(axis=axis, keepdims=True))
    return e / e.sum(axis=axis, keepdims=True)

def self_attention(x, wq, bq, wk, bk, wv, bv, wo, bo):
    D = x.shape[-1]
    q, k, v = x @ wq.T, x @ wk.T, x @ wv.T
    return softmax(q @ k.swapaxes(1, 2) / np.sqrt(D)) @ v @ wo.T + bo


# %% weights-not-transposed: way 1
def softmax(s, axis=-1):
    e = np.exp(s - s.max(axis=axis, keepdims=True))
    return e / e.sum(axis=axis, keepdims=True)

def self_attention(x, wq, bq, wk, bk, wv, bv, wo, bo):
    D = x.shape[-1]
    q, k, v = x @ wq + bq, x @ wk + bk, x @ wv + bv
    return softmax(q @ k.swapaxes(1, 2) / np.sqrt(D)) @ v @ wo + bo


# %% values-from-keys: way 1
def softmax(s, axis=-1):
    e = np.exp(s - s.max(axis=axis, keepdims=True))
    return e / e.sum(axis=axis, keepdims=True)

def self_attention(x, wq, bq, wk, bk, wv, bv, wo, bo):
    D = x.shape[-1]
    q, k, v = x @ wq.T + bq, x @ wk.T + bk, x @ wk.T + bk
    return softmax(q @ k.swapaxes(1, 2) / np.sqrt(D)) @ v @ wo.T + bo


# %% missing-output-projection: way 1
def softmax(s, axis=-1):
    e = np.exp(s)
    return e / e.sum(axis=axis, keepdims=True)

def self_attention(x, wq, bq, wk, bk, wv, bv, wo, bo):
    D = x.shape[-1]
    q, k, v = x @ wq.T + bq, x @ wk.T + bk, x @ wv.T + bv
    return softmax(q @ k.swapaxes(1, 2) / np.sqrt(D)) @ v


# %% keys-not-transposed: way 1
def softmax(s, axis=-1):
    e = np.exp(s - s.max(axis=axis, keepdims=True))
    return e / e.sum(axis=axis, keepdims=True)

def self_attention(x, wq, bq, wk, bk, wv, bv, wo, bo):
    D = x.shape[-1]
    q, k, v = x @ wq.T + bq, x @ wk.T + bk, x @ wv.T + bv
    return softmax(q @ k.T / np.sqrt(D)) @ v @ wo.T + bo


# %% missing-keepdims: way 1
def softmax(x, axis=-1):
    e = np.exp(x - x.max(axis=axis))
    return e / e.sum(axis=axis)
def self_attention(x, wq, bq, wk, bk, wv, bv, wo, bo):
    B, L, D = x.shape
    Q = x @ wq.T + bq
    K = x @ wk.T + bk
    V = x @ wv.T + bv
    scores = Q @ K.transpose(0, 2, 1) / np.sqrt(D)
    A = softmax(scores, axis=-1)
    context = A @ V
    return context @ wo.T + bo


# %% softmax-over-batch: way 1
def softmax(x, axis=-1):
    e = np.exp(x - x.max(axis=axis, keepdims=True))
    return e / e.sum(axis=axis, keepdims=True)
def self_attention(x, wq, bq, wk, bk, wv, bv, wo, bo):
    B, L, D = x.shape
    Q = x @ wq.T + bq
    K = x @ wk.T + bk
    V = x @ wv.T + bv
    scores = Q @ K.transpose(0, 2, 1) / np.sqrt(D)
    A = softmax(scores, axis=0)
    context = A @ V
    return context @ wo.T + bo
