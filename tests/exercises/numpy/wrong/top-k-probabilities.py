import numpy as np


def softmax(x, axis=-1):
    e = np.exp(x - x.max(axis=axis, keepdims=True))
    return e / e.sum(axis=axis, keepdims=True)


def keep_only(z, idx, other=-np.inf):
    out = np.full(z.shape, float(other))
    np.put_along_axis(out, idx, np.take_along_axis(z, idx, -1), axis=-1)
    return out


def order(z):
    return np.argsort(-z, axis=-1, kind="stable")


# %% multiplied-by-temperature: times
def top_k_probabilities(logits, temperature, k):
    z = logits * temperature
    return softmax(keep_only(z, order(z)[:, :k]))


# %% not-normalized-again: softmax first
def top_k_probabilities(logits, temperature, k):
    p = softmax(logits / temperature)
    return keep_only(p, order(logits)[:, :k], 0.0)


# %% cut-by-probability-not-rank: np.sort
def top_k_probabilities(logits, temperature, k):
    z = logits / temperature
    threshold = np.sort(z, axis=-1)[:, -k][:, None]
    return softmax(np.where(z >= threshold, z, -np.inf))


# %% cut-by-probability-not-rank: np.partition, of probabilities
def top_k_probabilities(logits, temperature, k):
    p = softmax(logits / temperature)
    threshold = np.partition(p, -k, axis=-1)[:, -k : p.shape[1] - k + 1]
    p = p * (p >= threshold)
    return p / p.sum(axis=-1, keepdims=True)


# %% smallest-kept: ascending
def top_k_probabilities(logits, temperature, k):
    z = logits / temperature
    return softmax(keep_only(z, np.argsort(z, axis=-1)[:, :k]))


# %% smallest-kept: a threshold from the wrong end
def top_k_probabilities(logits, temperature, k):
    z = logits / temperature
    threshold = np.sort(z, axis=-1)[:, k - 1 : k]
    return softmax(np.where(z <= threshold, z, -np.inf))


# %% chosen-over-the-batch: axis 0
def top_k_probabilities(logits, temperature, k):
    z = logits / temperature
    idx = np.argsort(-z, axis=0, kind="stable")[:k]
    keep = np.zeros(z.shape, bool)
    np.put_along_axis(keep, idx, True, axis=0)
    return softmax(np.where(keep, z, -np.inf))


# %% chosen-over-the-batch: one threshold
def top_k_probabilities(logits, temperature, k):
    z = logits / temperature
    threshold = np.sort(z.ravel())[-k]
    return softmax(np.where(z < threshold, -np.inf, z))


# %% chosen-over-the-batch: an index without rows
def top_k_probabilities(logits, temperature, k):
    z = logits / temperature
    out = np.full(z.shape, -np.inf)
    idx = order(z)[:, :k]
    out[:, idx] = z[:, idx]
    return softmax(out)


# %% filtered-logits-as-zero: zeros
def top_k_probabilities(logits, temperature, k):
    z = logits / temperature
    return softmax(keep_only(z, order(z)[:, :k], 0.0))


# %% temperature-ignored: not used
def top_k_probabilities(logits, temperature, k):
    return softmax(keep_only(logits, order(logits)[:, :k]))


# %% off-by-one-in-k: k + 1
def top_k_probabilities(logits, temperature, k):
    z = logits / temperature
    return softmax(keep_only(z, order(z)[:, : k + 1]))


# %% off-by-one-in-k: greater than the k-th
def top_k_probabilities(logits, temperature, k):
    z = logits / temperature
    return softmax(np.where(z > np.sort(z, axis=-1)[:, -k][:, None], z, -np.inf))


# %% later-of-equals-kept: reversed
def top_k_probabilities(logits, temperature, k):
    z = logits / temperature
    return softmax(keep_only(z, np.argsort(z, axis=-1, kind="stable")[:, ::-1][:, :k]))


# %% nothing-cut: no k
def top_k_probabilities(logits, temperature, k):
    return softmax(logits / temperature)


# %% softmax-over-batch: axis 0
def top_k_probabilities(logits, temperature, k):
    z = logits / temperature
    return softmax(keep_only(z, order(z)[:, :k]), axis=0)


# %% hard-choice: argmax
def top_k_probabilities(logits, temperature, k):
    return np.eye(logits.shape[1])[logits.argmax(axis=1)]


# %% missing-keepdims: the k-th without its axis
def top_k_probabilities(logits, temperature, k):
    z = logits / temperature
    return softmax(np.where(z >= np.sort(z, axis=-1)[:, -k], z, -np.inf))


# %% mask-value-too-high: -1000
def top_k_probabilities(logits, temperature, k):
    z = logits / temperature
    return softmax(keep_only(z, order(z)[:, :k], -1000.0))


# %% no-softmax: logits
def top_k_probabilities(logits, temperature, k):
    z = logits / temperature
    return keep_only(z, order(z)[:, :k], 0.0)


# %% not-normalized: exp
def top_k_probabilities(logits, temperature, k):
    z = logits / temperature
    return np.exp(keep_only(z - z.max(-1, keepdims=True), order(z)[:, :k]))


# %% unstable-softmax: exp
def top_k_probabilities(logits, temperature, k):
    z = logits / temperature
    e = np.exp(keep_only(z, order(z)[:, :k]))
    return e / e.sum(axis=-1, keepdims=True)


# %% not-scattered: probabilities alone
def top_k_probabilities(logits, temperature, k):
    return softmax(-np.sort(-logits / temperature, axis=-1)[:, :k])


# %% chosen-over-the-batch: by the sum over the batch
def top_k_probabilities(logits, temperature, k):
    keep = np.argsort(-logits.sum(axis=0), kind="stable")[:k]
    z = np.full_like(logits, -np.inf)
    z[:, keep] = logits[:, keep] / temperature
    e = np.exp(z - z.max(-1, keepdims=True))
    return e / e.sum(-1, keepdims=True)
