import numpy as np


# %% missing-scale: way 1
def softmax(s, axis=-1):
    e = np.exp(s - s.max(axis=axis, keepdims=True))
    return e / e.sum(axis=axis, keepdims=True)

def scaled_dot_product_attention(q, k, v):
    return softmax(q @ k.swapaxes(1, 2)) @ v


# %% softmax-over-queries: way 1
def softmax(s, axis=-1):
    e = np.exp(s - s.max(axis=axis, keepdims=True))
    return e / e.sum(axis=axis, keepdims=True)

def scaled_dot_product_attention(q, k, v):
    return softmax(q @ k.swapaxes(1, 2) / np.sqrt(q.shape[-1]), axis=1) @ v


# %% keys-not-transposed: way 1
def softmax(s, axis=-1):
    e = np.exp(s - s.max(axis=axis, keepdims=True))
    return e / e.sum(axis=axis, keepdims=True)

def scaled_dot_product_attention(q, k, v):
    return softmax(q @ k.T / np.sqrt(q.shape[-1])) @ v


# %% keys-not-transposed: way 2
def softmax(s, axis=-1):
    e = np.exp(s - s.max(axis=axis, keepdims=True))
    return e / e.sum(axis=axis, keepdims=True)

def scaled_dot_product_attention(q, k, v):
    return softmax(np.matmul(q, k) / np.sqrt(q.shape[-1])) @ v


# %% missing-keepdims: way 1
def scaled_dot_product_attention(q, k, v):
    s = q @ k.swapaxes(1, 2) / np.sqrt(q.shape[-1])
    e = np.exp(s - s.max(-1, keepdims=True))
    return e / e.sum(-1) @ v


# %% softmax-over-everything: way 1
def scaled_dot_product_attention(q, k, v):
    s = q @ k.swapaxes(1, 2) / np.sqrt(q.shape[-1])
    e = np.exp(s - s.max())
    return e / e.sum() @ v


# %% unstable-softmax: way 1
def softmax(s, axis=-1):
    e = np.exp(s)
    return e / e.sum(axis=axis, keepdims=True)

def scaled_dot_product_attention(q, k, v):
    w = softmax(q @ k.swapaxes(1, 2) / np.sqrt(q.shape[-1]))
    return w @ v, w


# %% unstable-softmax: way 2
def softmax(s, axis=-1):
    e = np.exp(s)
    return e / e.sum(axis=axis, keepdims=True)

def scaled_dot_product_attention(q, k, v):
    return np.einsum('bls,bse->ble', softmax(np.einsum('bld,bsd->bls', q, k) / np.sqrt(q.shape[-1])), v).astype(np.float32)


# %% scale-by-other-size: way 1
def softmax(s, axis=-1):
    e = np.exp(s - s.max(axis=axis, keepdims=True))
    return e / e.sum(axis=axis, keepdims=True)

def scaled_dot_product_attention(q, k, v):
    return softmax(q @ k.swapaxes(1, 2) / np.sqrt(k.shape[1])) @ v


# %% hard-max: way 1
def scaled_dot_product_attention(q, k, v):
    s = q @ k.swapaxes(1, 2)
    return np.take_along_axis(v, s.argmax(-1)[..., None], 1)


# %% uniform-weights: way 1
def scaled_dot_product_attention(q, k, v):
    return np.broadcast_to(v.mean(1, keepdims=True), (q.shape[0], q.shape[1], v.shape[2]))


# %% global-maximum: way 1
def scaled_dot_product_attention(q, k, v):
    s = q @ k.swapaxes(1, 2) / np.sqrt(q.shape[-1])
    e = np.exp(s - s.max())
    return e / e.sum(-1, keepdims=True) @ v


# %% no-softmax: way 1
def scaled_dot_product_attention(q, k, v):
    return q @ k.swapaxes(1, 2) / np.sqrt(q.shape[-1]) @ v


# %% unstable-softmax: way 3
def softmax(x):
    pass
    e = np.exp(x)
    return np.nan_to_num(e / np.sum(e, axis=-1, keepdims=True))
def scaled_dot_product_attention(q, k, v):
    d_k = q.shape[-1]
    scores = np.matmul(q, k.transpose(0, 2, 1)) / np.sqrt(d_k)
    weights = softmax(scores)
    output = np.matmul(weights, v)
    return output


# %% unstable-softmax: way 4
def softmax(x):
    pass
    e = np.exp(x)
    return e / (np.sum(e, axis=-1, keepdims=True) + 1e-8)
def scaled_dot_product_attention(q, k, v):
    d_k = q.shape[-1]
    scores = np.matmul(q, k.transpose(0, 2, 1)) / np.sqrt(d_k)
    weights = softmax(scores)
    output = np.matmul(weights, v)
    return output


# %% unstable-softmax: way 5
import math
def scaled_dot_product_attention(q, k, v):
    B, L, d = q.shape
    S, e = v.shape[1], v.shape[2]
    out = np.zeros((B, L, e))
    for b in range(B):
        for i in range(L):
            s = [sum(q[b, i, c] * k[b, j, c] for c in range(d)) / math.sqrt(d) for j in range(S)]
            m = max(s)
            p = [math.exp(t) for t in s]
            z = sum(p)
            for j in range(S):
                for c in range(e):
                    out[b, i, c] += p[j] / z * v[b, j, c]
    return out


# %% keys-not-transposed: way 3
def softmax(x):
    x = x - np.max(x, axis=-1, keepdims=True)
    e = np.exp(x)
    return e / np.sum(e, axis=-1, keepdims=True)
def scaled_dot_product_attention(q, k, v):
    d_k = q.shape[-1]
    scores = np.matmul(q, k.reshape(k.shape[0], k.shape[2], k.shape[1])) / np.sqrt(d_k)
    weights = softmax(scores)
    output = np.matmul(weights, v)
    return output


# %% returned-weights-instead: way 1
def softmax(x):
    x = x - np.max(x, axis=-1, keepdims=True)
    e = np.exp(x)
    return e / np.sum(e, axis=-1, keepdims=True)
def scaled_dot_product_attention(q, k, v):
    d_k = q.shape[-1]
    scores = np.matmul(q, k.transpose(0, 2, 1)) / np.sqrt(d_k)
    weights = softmax(scores)
    output = np.matmul(weights, v)
    return weights, output


# %% queries-and-keys-swapped: way 1
def softmax(s, axis=-1):
    e = np.exp(s - s.max(axis=axis, keepdims=True))
    return e / e.sum(axis=axis, keepdims=True)

def scaled_dot_product_attention(q, k, v):
    s = np.matmul(k, q.transpose(0, 2, 1)) / np.sqrt(q.shape[-1])
    return softmax(s) @ v


# %% weights-transposed: way 1
def softmax(s, axis=-1):
    e = np.exp(s - s.max(axis=axis, keepdims=True))
    return e / e.sum(axis=axis, keepdims=True)

def scaled_dot_product_attention(q, k, v):
    s = (q @ k.swapaxes(1, 2) / np.sqrt(q.shape[-1]))
    return softmax(s).swapaxes(1, 2) @ v
