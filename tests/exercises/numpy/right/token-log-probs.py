import math

import numpy as np

# %% take_along_axis
def token_log_probs(logits, ids):
    x = logits - logits.max(-1, keepdims=True)
    logp = x - np.log(np.exp(x).sum(-1, keepdims=True))
    return np.take_along_axis(logp, ids[:, :, None], axis=2).squeeze(2)


# %% index arrays, logaddexp
def token_log_probs(logits, ids):
    B, L, V = logits.shape
    lse = np.logaddexp.reduce(logits, axis=-1)
    return logits[np.arange(B)[:, None], np.arange(L), ids] - lse


# %% flat, in place
def token_log_probs(logits, ids):
    B, L, V = logits.shape
    x = logits.reshape(B * L, V).copy()
    x -= x.max(axis=1, keepdims=True)
    x -= np.log(np.sum(np.exp(x), axis=1, keepdims=True))
    return x[np.arange(B * L), ids.ravel()].reshape(B, L)


# %% one-hot
def token_log_probs(logits, ids):
    m = logits.max(axis=-1, keepdims=True)
    lse = m + np.log(np.exp(logits - m).sum(axis=-1, keepdims=True))
    onehot = np.arange(logits.shape[-1]) == ids[..., np.newaxis]
    return ((logits - lse) * onehot).sum(-1)


# %% lists in plain Python
def token_log_probs(logits, ids):
    out = []
    for rows, tokens in zip(logits.tolist(), ids.tolist()):
        line = []
        for row, token in zip(rows, tokens):
            m = max(row)
            line.append(row[token] - m - math.log(sum(math.exp(x - m) for x in row)))
        out.append(line)
    return out


# %% float32
def token_log_probs(logits, ids):
    x = logits.astype(np.float32)
    x = x - x.max(axis=-1, keepdims=True)
    logp = x - np.log(np.exp(x).sum(axis=-1, keepdims=True))
    return np.take_along_axis(logp, ids[..., None], -1)[..., 0]
