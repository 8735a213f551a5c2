import numpy as np


# %% global-maximum: way 1
def softmax(x, axis=-1):
    e = np.exp(x - np.max(x))
    return e / np.sum(e, axis=axis, keepdims=True)
def layer_norm(x, gamma, beta, eps=1e-5):
    mean = x.mean(axis=-1, keepdims=True)
    var = x.var(axis=-1, keepdims=True)
    return gamma * (x - mean) / np.sqrt(var + eps) + beta
def mha(x, p, num_heads):
    B, L, D = x.shape
    d = D // num_heads
    split = lambda t: t.reshape(B, L, num_heads, d).transpose(0, 2, 1, 3)
    q = split(x @ p["wq"].T + p["bq"])
    k = split(x @ p["wk"].T + p["bk"])
    v = split(x @ p["wv"].T + p["bv"])
    a = softmax(q @ k.transpose(0, 1, 3, 2) / np.sqrt(d))
    o = (a @ v).transpose(0, 2, 1, 3).reshape(B, L, D)
    return o @ p["wo"].T + p["bo"]
def ffn(x, p):
    h = np.maximum(0, x @ p["w1"].T + p["b1"])
    return h @ p["w2"].T + p["b2"]
def encoder_block(x, params, num_heads):
    attn = mha(x, params, num_heads)
    x1 = layer_norm(x + attn, params["gamma1"], params["beta1"])
    out = layer_norm(x1 + ffn(x1, params), params["gamma2"], params["beta2"])
    return out


# %% missing-affine: way 1
def softmax(x, axis=-1):
    e = np.exp(x - np.max(x, axis=axis, keepdims=True))
    return e / np.sum(e, axis=axis, keepdims=True)
def layer_norm(x, gamma, beta, eps=1e-5):
    mean = x.mean(axis=-1, keepdims=True)
    var = x.var(axis=-1, keepdims=True)
    return gamma * (x - mean) / np.sqrt(var + eps) + beta
def mha(x, p, num_heads):
    B, L, D = x.shape
    d = D // num_heads
    split = lambda t: t.reshape(B, L, num_heads, d).transpose(0, 2, 1, 3)
    q = split(x @ p["wq"].T + p["bq"])
    k = split(x @ p["wk"].T + p["bk"])
    v = split(x @ p["wv"].T + p["bv"])
    a = softmax(q @ k.transpose(0, 1, 3, 2) / np.sqrt(d))
    o = (a @ v).transpose(0, 2, 1, 3).reshape(B, L, D)
    return o @ p["wo"].T + p["bo"]
def ffn(x, p):
    h = np.maximum(0, x @ p["w1"].T + p["b1"])
    return h @ p["w2"].T + p["b2"]
def encoder_block(x, params, num_heads):
    attn = mha(x, params, num_heads)
    x1 = layer_norm(x + attn, params["gamma1"], params["beta1"])
    out = layer_norm(x1 + ffn(x1, params), params["gamma2"], 0)
    return out
