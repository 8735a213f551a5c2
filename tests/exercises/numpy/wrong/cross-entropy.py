import numpy as np


def log_softmax(x, axis=-1):
    x = x - x.max(axis=axis, keepdims=True)
    return x - np.log(np.exp(x).sum(axis=axis, keepdims=True))


def softmax(x):
    e = np.exp(x - x.max(axis=-1, keepdims=True))
    return e / e.sum(axis=-1, keepdims=True)


def per_token(logp, targets):
    return -np.take_along_axis(logp, np.maximum(targets, 0)[..., None], axis=-1)[..., 0]


def averaged(nll, targets):
    return nll[targets != -100].mean()


# %% log-of-softmax: np.log
def cross_entropy(logits, targets):
    return averaged(per_token(np.log(softmax(logits)), targets), targets)


# %% log-of-softmax: with 1e-12
def cross_entropy(logits, targets):
    return averaged(per_token(np.log(softmax(logits) + 1e-12), targets), targets)


# %% log-of-softmax: exponentials by hand
def cross_entropy(logits, targets):
    p = np.exp(logits) / np.exp(logits).sum(axis=-1, keepdims=True)
    return averaged(per_token(np.log(p), targets), targets)


# %% mean-over-all: mean of the masked
def cross_entropy(logits, targets):
    nll = per_token(log_softmax(logits), targets)
    return np.where(targets == -100, 0, nll).mean()


# %% mean-over-all: divided by size
def cross_entropy(logits, targets):
    B, L, V = logits.shape
    nll = per_token(log_softmax(logits), targets) * (targets != -100)
    return nll.sum() / (B * L)


# %% softmax-twice: of probabilities
def cross_entropy(logits, targets):
    return averaged(per_token(log_softmax(softmax(logits)), targets), targets)


# %% sign-forgotten: mean
def cross_entropy(logits, targets):
    keep = targets != -100
    logp = log_softmax(logits)[keep]
    return logp[np.arange(keep.sum()), targets[keep]].mean()


# %% minus-100-read: index arrays
def cross_entropy(logits, targets):
    B, L, V = logits.shape
    return -log_softmax(logits)[np.arange(B)[:, None], np.arange(L), targets].mean()


# %% minus-100-read: take_along_axis
def cross_entropy(logits, targets):
    return -np.take_along_axis(log_softmax(logits), targets[..., None], axis=-1).mean()


# %% minus-100-read: masked too late
def cross_entropy(logits, targets):
    nll = -np.take_along_axis(log_softmax(logits), targets[..., None], axis=-1)[..., 0]
    return averaged(nll, targets)


# %% minus-100-read: the identity's rows
def cross_entropy(logits, targets):
    hot = np.eye(logits.shape[-1])[targets]
    return -(hot * log_softmax(logits)).sum(-1).mean()


# %% ignored-tokens-counted: zeros in their place
def cross_entropy(logits, targets):
    return per_token(log_softmax(logits), targets).mean()


# %% mean-of-means: a loop over sequences
def cross_entropy(logits, targets):
    means = []
    for rows, t in zip(logits, targets):
        keep = t != -100
        if keep.any():
            means.append(per_token(log_softmax(rows[keep]), t[keep]).mean())
    return np.mean(means)


# %% mean-of-means: NaN
def cross_entropy(logits, targets):
    keep = targets != -100
    nll = per_token(log_softmax(logits), targets) * keep
    return (nll.sum(axis=1) / keep.sum(axis=1)).mean()


# %% sum-not-mean: sum
def cross_entropy(logits, targets):
    return per_token(log_softmax(logits), targets)[targets != -100].sum()


# %% not-averaged: each token
def cross_entropy(logits, targets):
    return per_token(log_softmax(logits), targets) * (targets != -100)


# %% divided-by-vocabulary: mean of one-hot
def cross_entropy(logits, targets):
    hot = targets[..., None] == np.arange(logits.shape[-1])
    return -np.mean(hot * log_softmax(logits))


# %% shifted: as in a language model
def cross_entropy(logits, targets):
    return averaged(per_token(log_softmax(logits[:, :-1]), targets[:, 1:]), targets[:, 1:])


# %% unstable-softmax: log of the sum
def cross_entropy(logits, targets):
    logp = logits - np.log(np.exp(logits).sum(axis=-1, keepdims=True))
    return averaged(per_token(logp, targets), targets)


# %% global-maximum: max()
def cross_entropy(logits, targets):
    x = logits - logits.max()
    return averaged(per_token(x - np.log(np.exp(x).sum(-1, keepdims=True)), targets), targets)


# %% maximum-not-added-back: forgotten
def cross_entropy(logits, targets):
    m = logits.max(-1, keepdims=True)
    return averaged(per_token(logits - np.log(np.exp(logits - m).sum(-1, keepdims=True)), targets), targets)


# %% only-shifted: less the maximum
def cross_entropy(logits, targets):
    return averaged(per_token(logits - logits.max(-1, keepdims=True), targets), targets)


# %% probabilities-returned: no logarithm
def cross_entropy(logits, targets):
    return averaged(per_token(softmax(logits), targets), targets)


# %% logits-gathered: logits
def cross_entropy(logits, targets):
    return averaged(per_token(logits, targets), targets)


# %% softmax-over-positions: axis 1
def cross_entropy(logits, targets):
    return averaged(per_token(log_softmax(logits, 1), targets), targets)


# %% missing-keepdims: sum
def cross_entropy(logits, targets):
    x = logits - logits.max(-1, keepdims=True)
    return averaged(per_token(x - np.log(np.exp(x).sum(-1)), targets), targets)
