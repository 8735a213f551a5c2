import numpy as np


# %% global-maximum: way 1
def softmax(x, axis=-1):
    e = np.exp(x - np.max(x))
    return e / np.sum(e, axis=axis, keepdims=True)
def classify(ids, mask, params):
    x = params["embedding"][ids]
    q = x @ params["wq"].T + params["bq"]
    k = x @ params["wk"].T + params["bk"]
    v = x @ params["wv"].T + params["bv"]
    scores = q @ k.transpose(0, 2, 1) / np.sqrt(x.shape[-1])
    scores = np.where(mask[:, None, :], scores, -1e9)
    attn = softmax(scores)
    h = attn @ v @ params["wo"].T + params["bo"]
    m = mask[:, :, None].astype(float)
    pooled = (h * m).sum(axis=1) / m.sum(axis=1)
    return pooled @ params["wc"].T + params["bc"]


# %% mask-times-infinity: way 1
def softmax(x, axis=-1):
    e = np.exp(x - np.max(x, axis=axis, keepdims=True))
    return e / np.sum(e, axis=axis, keepdims=True)
def classify(ids, mask, params):
    x = params["embedding"][ids]
    q = x @ params["wq"].T + params["bq"]
    k = x @ params["wk"].T + params["bk"]
    v = x @ params["wv"].T + params["bv"]
    scores = q @ k.transpose(0, 2, 1) / np.sqrt(x.shape[-1])
    scores = scores + (1 - mask[:, None, :]) * -np.inf
    attn = softmax(scores)
    h = attn @ v @ params["wo"].T + params["bo"]
    m = mask[:, :, None].astype(float)
    pooled = (h * m).sum(axis=1) / m.sum(axis=1)
    return pooled @ params["wc"].T + params["bc"]


# %% masked-row-nan: way 1
def softmax(x, axis=-1):
    e = np.exp(x - np.max(x, axis=axis, keepdims=True))
    return e / np.sum(e, axis=axis, keepdims=True)
def classify(ids, mask, params):
    x = params["embedding"][ids]
    q = x @ params["wq"].T + params["bq"]
    k = x @ params["wk"].T + params["bk"]
    v = x @ params["wv"].T + params["bv"]
    scores = q @ k.transpose(0, 2, 1) / np.sqrt(x.shape[-1])
    scores = np.where(mask[:, :, None] & mask[:, None, :], scores, -np.inf)
    attn = softmax(scores)
    h = attn @ v @ params["wo"].T + params["bo"]
    m = mask[:, :, None].astype(float)
    pooled = (h * m).sum(axis=1) / m.sum(axis=1)
    return pooled @ params["wc"].T + params["bc"]


# %% missing-bias: way 1
def softmax(x, axis=-1):
    e = np.exp(x - np.max(x, axis=axis, keepdims=True))
    return e / np.sum(e, axis=axis, keepdims=True)
def classify(ids, mask, params):
    x = params["embedding"][ids]
    q = x @ params["wq"].T + params["bq"]
    k = x @ params["wk"].T + params["bk"]
    v = x @ params["wv"].T
    scores = q @ k.transpose(0, 2, 1) / np.sqrt(x.shape[-1])
    scores = np.where(mask[:, None, :], scores, -1e9)
    attn = softmax(scores)
    h = attn @ v @ params["wo"].T
    m = mask[:, :, None].astype(float)
    pooled = (h * m).sum(axis=1) / m.sum(axis=1)
    return pooled @ params["wc"].T + params["bc"]
