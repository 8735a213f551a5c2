import numpy as np


def softmax(x, axis=-1):
    e = np.exp(x - x.max(axis=axis, keepdims=True))
    return e / e.sum(axis=axis, keepdims=True)


def best(scores, k):
    return np.argsort(-scores, axis=-1, kind="stable")[:, :k]


def only(x, idx, other=0.0):
    out = np.full(x.shape, float(other))
    np.put_along_axis(out, idx, np.take_along_axis(x, idx, -1), axis=-1)
    return out


# %% softmax-before-choice: not normalised again
def top_k_router(x, w, k):
    scores = x @ w.T
    return only(softmax(scores), best(scores, k))


# %% experts-choose-tokens: axis 0
def top_k_router(x, w, k):
    scores = x @ w.T
    idx = np.argsort(-scores, axis=0, kind="stable")[:k]
    cut = np.full(scores.shape, -np.inf)
    np.put_along_axis(cut, idx, np.take_along_axis(scores, idx, 0), axis=0)
    return softmax(cut)


# %% experts-choose-tokens: and normalised there
def top_k_router(x, w, k):
    scores = x @ w.T
    idx = np.argsort(-scores, axis=0, kind="stable")[:k]
    out = np.zeros(scores.shape)
    np.put_along_axis(out, idx, softmax(np.take_along_axis(scores, idx, 0), axis=0), axis=0)
    return out


# %% softmax-over-tokens: axis 0
def top_k_router(x, w, k):
    scores = x @ w.T
    return np.nan_to_num(softmax(only(scores, best(scores, k), -np.inf), axis=0))


# %% softmax-over-tokens: before the choice
def top_k_router(x, w, k):
    p = softmax(x @ w.T, axis=0)
    return only(p, best(p, k))


# %% threshold-ties: np.sort
def top_k_router(x, w, k):
    scores = x @ w.T
    kth = np.sort(scores, axis=-1)[:, -k, None]
    return softmax(np.where(scores >= kth, scores, -np.inf))


# %% threshold-ties: np.partition
def top_k_router(x, w, k):
    scores = x @ w.T
    kth = np.partition(scores, len(w) - k, axis=1)[:, len(w) - k]
    e = np.where(scores >= kth[:, None], np.exp(scores - scores.max(1, keepdims=True)), 0)
    return e / e.sum(1, keepdims=True)


# %% chosen-over-the-batch: one threshold
def top_k_router(x, w, k):
    scores = x @ w.T
    kth = np.sort(scores[0])[-k]
    return softmax(np.where(scores >= kth, scores, -np.inf))


# %% weights-not-transposed: x @ w
def top_k_router(x, w, k):
    scores = x @ w
    return softmax(only(scores, best(scores, k), -np.inf))


# %% sigmoid-instead-of-softmax: DeepSeek's
def top_k_router(x, w, k):
    scores = x @ w.T
    s = only(1 / (1 + np.exp(-scores)), best(scores, k))
    return s / s.sum(axis=-1, keepdims=True)


# %% hard-choice: argmax
def top_k_router(x, w, k):
    return np.eye(len(w))[(x @ w.T).argmax(axis=1)]


# %% hard-choice: alike
def top_k_router(x, w, k):
    scores = x @ w.T
    return only(np.ones_like(scores), best(scores, k)) / k


# %% smallest-kept: ascending
def top_k_router(x, w, k):
    scores = x @ w.T
    return softmax(only(scores, np.argsort(scores, axis=-1)[:, :k], -np.inf))


# %% off-by-one-in-k: greater than the k-th
def top_k_router(x, w, k):
    scores = x @ w.T
    return softmax(np.where(scores > np.sort(scores)[:, -k][:, None], scores, -np.inf))


# %% later-of-equals-kept: reversed
def top_k_router(x, w, k):
    scores = x @ w.T
    return softmax(only(scores, np.argsort(scores, kind="stable")[:, ::-1][:, :k], -np.inf))


# %% nothing-cut: a softmax
def top_k_router(x, w, k):
    return softmax(x @ w.T)


# %% filtered-logits-as-zero: zeros
def top_k_router(x, w, k):
    scores = x @ w.T
    return softmax(only(scores, best(scores, k)))


# %% not-scattered: shares alone
def top_k_router(x, w, k):
    scores = x @ w.T
    return softmax(np.take_along_axis(scores, best(scores, k), -1))


# %% missing-keepdims: the k-th without its axis
def top_k_router(x, w, k):
    scores = x @ w.T
    return softmax(np.where(scores >= np.sort(scores)[:, -k], scores, -np.inf))


# %% mask-value-too-high: -100
def top_k_router(x, w, k):
    scores = x @ w.T
    return softmax(only(scores, best(scores, k), -100))


# %% no-softmax: scores
def top_k_router(x, w, k):
    scores = x @ w.T
    return only(scores, best(scores, k))


# %% not-normalized: exp
def top_k_router(x, w, k):
    scores = x @ w.T
    return only(np.exp(scores - scores.max(-1, keepdims=True)), best(scores, k))


# %% unstable-softmax: exp
def top_k_router(x, w, k):
    scores = x @ w.T
    e = only(np.exp(scores), best(scores, k))
    return e / e.sum(axis=-1, keepdims=True)
