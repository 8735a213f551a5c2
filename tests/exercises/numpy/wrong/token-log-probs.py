import math

import numpy as np


def log_softmax(x, axis=-1):
    x = x - x.max(axis=axis, keepdims=True)
    return x - np.log(np.exp(x).sum(axis=axis, keepdims=True))


def softmax(x):
    e = np.exp(x - x.max(axis=-1, keepdims=True))
    return e / e.sum(axis=-1, keepdims=True)


def pick(x, ids):
    return np.take_along_axis(x, ids[..., None], axis=-1)[..., 0]


# %% every-pair-gathered: an index array on the last axis
def token_log_probs(logits, ids):
    return log_softmax(logits)[:, :, ids]


# %% every-pair-gathered: np.take
def token_log_probs(logits, ids):
    return np.take(log_softmax(logits), ids, axis=-1)


# %% every-pair-gathered: take_along_axis with the axis in the wrong place
def token_log_probs(logits, ids):
    return np.take_along_axis(log_softmax(logits), ids[:, None, :], axis=-1)


# %% probabilities-returned: softmax
def token_log_probs(logits, ids):
    return pick(softmax(logits), ids)


# %% logits-gathered: logits
def token_log_probs(logits, ids):
    return pick(logits, ids)


# %% log-of-softmax: np.log
def token_log_probs(logits, ids):
    return np.log(pick(softmax(logits), ids))


# %% log-of-softmax: clip
def token_log_probs(logits, ids):
    return pick(np.log(np.clip(softmax(logits), 1e-12, 1.0)), ids)


# %% log-of-softmax: exponentials by hand, with 1e-10
def token_log_probs(logits, ids):
    e = np.exp(logits)
    return np.log(pick(e / e.sum(axis=-1, keepdims=True), ids) + 1e-10)


# %% log-of-softmax: math.log
def token_log_probs(logits, ids):
    p = pick(softmax(logits), ids)
    return np.array([[math.log(v) for v in row] for row in p])


# %% shifted: logits before the last, ids after the first
def token_log_probs(logits, ids):
    return pick(log_softmax(logits)[:, :-1], ids[:, 1:])


# %% shifted: np.roll
def token_log_probs(logits, ids):
    return pick(log_softmax(logits), np.roll(ids, -1, axis=1))


# %% shifted: filled from the second position on
def token_log_probs(logits, ids):
    out = np.zeros(ids.shape)
    out[:, 1:] = pick(log_softmax(logits)[:, :-1], ids[:, 1:])
    return out


# %% unstable-softmax: log of the sum
def token_log_probs(logits, ids):
    return pick(logits - np.log(np.sum(np.exp(logits), axis=-1, keepdims=True)), ids)


# %% global-maximum: max()
def token_log_probs(logits, ids):
    x = logits - np.max(logits)
    return pick(x - np.log(np.exp(x).sum(-1, keepdims=True)), ids)


# %% maximum-not-added-back: forgotten
def token_log_probs(logits, ids):
    m = logits.max(-1, keepdims=True)
    return pick(logits - np.log(np.exp(logits - m).sum(-1, keepdims=True)), ids)


# %% only-shifted: less the maximum
def token_log_probs(logits, ids):
    return pick(logits - logits.max(-1, keepdims=True), ids)


# %% softmax-twice: of probabilities
def token_log_probs(logits, ids):
    return pick(log_softmax(softmax(logits)), ids)


# %% softmax-over-positions: axis 1
def token_log_probs(logits, ids):
    return pick(log_softmax(logits, 1), ids)


# %% missing-keepdims: sum
def token_log_probs(logits, ids):
    x = logits - logits.max(-1, keepdims=True)
    return pick(x - np.log(np.exp(x).sum(-1)), ids)


# %% sign-reversed: loss
def token_log_probs(logits, ids):
    return -pick(log_softmax(logits), ids)


# %% summed-over-tokens: of each sequence
def token_log_probs(logits, ids):
    return pick(log_softmax(logits), ids).sum(axis=1)


# %% shape-not-restored: not squeezed
def token_log_probs(logits, ids):
    return np.take_along_axis(log_softmax(logits), ids[..., None], axis=-1)


# %% first-entry-only: one sequence
def token_log_probs(logits, ids):
    return log_softmax(logits[0])[np.arange(ids.shape[1]), ids[0]]
