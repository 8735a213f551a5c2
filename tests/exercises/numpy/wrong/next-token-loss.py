import numpy as np


def log_softmax(x, axis=-1):
    x = x - x.max(axis=axis, keepdims=True)
    return x - np.log(np.exp(x).sum(axis=axis, keepdims=True))


def softmax(x):
    e = np.exp(x - x.max(axis=-1, keepdims=True))
    return e / e.sum(axis=-1, keepdims=True)


def pick(x, ids):
    return np.take_along_axis(x, ids[..., None], axis=-1)[..., 0]


# %% not-shifted: all positions
def next_token_loss(logits, ids, mask):
    return -pick(log_softmax(logits), ids)[mask].mean()


# %% not-shifted: both without the first
def next_token_loss(logits, ids, mask):
    return -pick(log_softmax(logits[:, 1:]), ids[:, 1:])[mask[:, 1:]].mean()


# %% shifted-backwards: exchanged slices
def next_token_loss(logits, ids, mask):
    return -pick(log_softmax(logits[:, 1:]), ids[:, :-1])[mask[:, :-1]].mean()


# %% mask-not-shifted: mask[:, :-1]
def next_token_loss(logits, ids, mask):
    nll = -pick(log_softmax(logits[:, :-1]), ids[:, 1:])
    m = mask[:, :-1]
    return (nll * m).sum() / m.sum()


# %% mean-of-means: NaN
def next_token_loss(logits, ids, mask):
    m = mask[:, 1:]
    nll = -pick(log_softmax(logits[:, :-1]), ids[:, 1:]) * m
    return np.mean(nll.sum(1) / m.sum(1))


# %% mean-of-means: sequences that have any
def next_token_loss(logits, ids, mask):
    means = []
    for x, t, m in zip(logits, ids, mask):
        if m[1:].any():
            means.append(-pick(log_softmax(x[:-1]), t[1:])[m[1:]].mean())
    return np.mean(means)


# %% shifted-cyclically: np.roll
def next_token_loss(logits, ids, mask):
    return -pick(log_softmax(logits), np.roll(ids, -1, 1))[np.roll(mask, -1, 1)].mean()


# %% mask-ignored: none
def next_token_loss(logits, ids, mask):
    return -pick(log_softmax(logits[:, :-1]), ids[:, 1:]).mean()


# %% mask-inverted: the others
def next_token_loss(logits, ids, mask):
    return -pick(log_softmax(logits[:, :-1]), ids[:, 1:])[~mask[:, 1:]].mean()


# %% mean-over-all: zeros in the mean
def next_token_loss(logits, ids, mask):
    return -(pick(log_softmax(logits[:, :-1]), ids[:, 1:]) * mask[:, 1:]).mean()


# %% mean-over-all: the first token in the divisor
def next_token_loss(logits, ids, mask):
    return -(pick(log_softmax(logits[:, :-1]), ids[:, 1:]) * mask[:, 1:]).sum() / mask.sum()


# %% sign-forgotten: log-probabilities
def next_token_loss(logits, ids, mask):
    return pick(log_softmax(logits[:, :-1]), ids[:, 1:])[mask[:, 1:]].mean()


# %% sum-not-mean: sum
def next_token_loss(logits, ids, mask):
    return -pick(log_softmax(logits[:, :-1]), ids[:, 1:])[mask[:, 1:]].sum()


# %% not-averaged: each
def next_token_loss(logits, ids, mask):
    return np.where(mask[:, 1:], -pick(log_softmax(logits[:, :-1]), ids[:, 1:]), 0)


# %% log-of-softmax: np.log
def next_token_loss(logits, ids, mask):
    return -np.log(pick(softmax(logits[:, :-1]), ids[:, 1:]))[mask[:, 1:]].mean()


# %% unstable-softmax: log of the sum
def next_token_loss(logits, ids, mask):
    logp = logits - np.log(np.exp(logits).sum(-1, keepdims=True))
    return -pick(logp[:, :-1], ids[:, 1:])[mask[:, 1:]].mean()


# %% softmax-twice: of probabilities
def next_token_loss(logits, ids, mask):
    return -pick(log_softmax(softmax(logits[:, :-1])), ids[:, 1:])[mask[:, 1:]].mean()


# %% softmax-over-positions: axis 1
def next_token_loss(logits, ids, mask):
    return -pick(log_softmax(logits[:, :-1], 1), ids[:, 1:])[mask[:, 1:]].mean()


# %% probabilities-returned: no logarithm
def next_token_loss(logits, ids, mask):
    return -pick(softmax(logits[:, :-1]), ids[:, 1:])[mask[:, 1:]].mean()


# %% logits-gathered: logits
def next_token_loss(logits, ids, mask):
    return -pick(logits[:, :-1], ids[:, 1:])[mask[:, 1:]].mean()


# %% only-shifted: less the maximum
def next_token_loss(logits, ids, mask):
    return -pick(logits - logits.max(-1, keepdims=True), np.roll(ids, -1, 1))[:, :-1][mask[:, 1:]].mean()


# %% global-maximum: max()
def next_token_loss(logits, ids, mask):
    x = logits[:, :-1] - logits.max()
    return -pick(x - np.log(np.exp(x).sum(-1, keepdims=True)), ids[:, 1:])[mask[:, 1:]].mean()


# %% maximum-not-added-back: forgotten
def next_token_loss(logits, ids, mask):
    x = logits[:, :-1]
    m = x.max(-1, keepdims=True)
    return -pick(x - np.log(np.exp(x - m).sum(-1, keepdims=True)), ids[:, 1:])[mask[:, 1:]].mean()


# %% missing-keepdims: sum
def next_token_loss(logits, ids, mask):
    x = logits[:, :-1]
    x = x - x.max(-1, keepdims=True)
    return -pick(x - np.log(np.exp(x).sum(-1)), ids[:, 1:])[mask[:, 1:]].mean()


# %% shifted-backwards: ids[b, i - 1] from i = 0
def next_token_loss(logits, ids, mask):
    total, n = 0.0, 0
    for b in range(ids.shape[0]):
        for i in range(ids.shape[1]):
            if mask[b, i]:
                r = logits[b, i]
                total += r.max() + np.log(np.exp(r - r.max()).sum()) - r[ids[b, i - 1]]
                n += 1
    return total / n
