import numpy as np


# %% einsum, scaled queries
def softmax(s, axis=-1):
    e = np.exp(s - s.max(axis=axis, keepdims=True))
    return e / e.sum(axis=axis, keepdims=True)

def scaled_dot_product_attention(q, k, v):
    scores = np.einsum("bld,bsd->bls", q * q.shape[-1] ** -0.5, k)
    return np.einsum("bls,bse->ble", softmax(scores), v)


# %% online softmax over keys
def scaled_dot_product_attention(q, k, v):
    b, l, d = q.shape
    top = np.full((b, l, 1), -np.inf)
    total = np.zeros((b, l, 1))
    out = np.zeros((b, l, v.shape[-1]))
    for j in range(k.shape[1]):
        score = (q * k[:, j:j + 1]).sum(-1, keepdims=True) / np.sqrt(d)
        new = np.maximum(top, score)
        keep, weight = np.exp(top - new), np.exp(score - new)
        out = out * keep + weight * v[:, j:j + 1]
        total = total * keep + weight
        top = new
    return out / total


# %% a list comprehension over the batch, float32, tuple
def softmax(s, axis=-1):
    e = np.exp(s - s.max(axis=axis, keepdims=True))
    return e / e.sum(axis=axis, keepdims=True)

def scaled_dot_product_attention(q, k, v):
    w = [softmax((a @ b.T / np.sqrt(a.shape[1])).astype(np.float32)) for a, b in zip(q, k)]
    return [a @ c for a, c in zip(w, v)], w


# %% a vectorized function of one sequence
def scaled_dot_product_attention(q, k, v):
    f = np.vectorize(lambda a, b, c: one(a, b, c), signature='(l,d),(s,d),(s,e)->(l,e)')
    return f(q, k, v)
def one(a, b, c):
    s = np.tensordot(a, b, axes=([1], [1])) * a.shape[1] ** -.5
    s -= s.max(1)[:, None]
    p = np.exp(s)
    return np.dot(p, c) / p.sum(1, keepdims=True)
