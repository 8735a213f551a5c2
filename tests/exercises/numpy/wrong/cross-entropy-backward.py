import numpy as np


def softmax(x):
    e = np.exp(x - x.max(axis=-1, keepdims=True))
    return e / e.sum(axis=-1, keepdims=True)


def one_hot(targets, V):
    return np.eye(V)[np.where(targets == -100, 0, targets)]


def finished(g, targets):
    keep = targets != -100
    return np.where(keep[..., None], g, 0) / keep.sum()


# %% divided-by-all-tokens: size
def cross_entropy_backward(logits, targets):
    g = (softmax(logits) - one_hot(targets, logits.shape[-1])) * (targets != -100)[..., None]
    return g / targets.size


# %% ignored-tokens-learn: token 0
def cross_entropy_backward(logits, targets):
    return (softmax(logits) - one_hot(targets, logits.shape[-1])) / (targets != -100).sum()


# %% ignored-tokens-learn: skipped in the loop
def cross_entropy_backward(logits, targets):
    g = softmax(logits)
    n = 0
    for b in range(targets.shape[0]):
        for i in range(targets.shape[1]):
            if targets[b, i] != -100:
                g[b, i, targets[b, i]] -= 1
                n += 1
    return g / n


# %% ignored-tokens-learn: compared, and divided by all
def cross_entropy_backward(logits, targets):
    hot = targets[..., None] == np.arange(logits.shape[-1])
    return (softmax(logits) - hot) / targets.size


# %% sign-reversed: other way round
def cross_entropy_backward(logits, targets):
    return finished(one_hot(targets, logits.shape[-1]) - softmax(logits), targets)


# %% one-hot-of-logits: logits
def cross_entropy_backward(logits, targets):
    return finished(logits - one_hot(targets, logits.shape[-1]), targets)


# %% minus-100-read: flat index
def cross_entropy_backward(logits, targets):
    V = logits.shape[-1]
    p = softmax(logits).reshape(-1, V)
    p[np.arange(len(p)), targets.ravel()] -= 1
    return p.reshape(logits.shape) / targets.size


# %% minus-100-read: put_along_axis
def cross_entropy_backward(logits, targets):
    p = softmax(logits)
    t = targets[..., None]
    np.put_along_axis(p, t, np.take_along_axis(p, t, -1) - 1, -1)
    return finished(p, targets)


# %% minus-100-read: np.eye
def cross_entropy_backward(logits, targets):
    return finished(softmax(logits) - np.eye(logits.shape[-1])[targets], targets)


# %% minus-100-read: loops
def cross_entropy_backward(logits, targets):
    g = softmax(logits)
    for b in range(targets.shape[0]):
        for i in range(targets.shape[1]):
            g[b, i, targets[b, i]] -= 1
    g[targets == -100] = 0
    return g / (targets != -100).sum()


# %% sum-not-mean: no division
def cross_entropy_backward(logits, targets):
    return (softmax(logits) - one_hot(targets, logits.shape[-1])) * (targets != -100)[..., None]


# %% sum-not-mean: by the batch
def cross_entropy_backward(logits, targets):
    g = (softmax(logits) - one_hot(targets, logits.shape[-1])) * (targets != -100)[..., None]
    return g / len(logits)


# %% divided-by-vocabulary: size
def cross_entropy_backward(logits, targets):
    g = (softmax(logits) - one_hot(targets, logits.shape[-1])) * (targets != -100)[..., None]
    return g / logits.size


# %% mean-of-means: each sequence
def cross_entropy_backward(logits, targets):
    out = np.zeros_like(logits)
    for b in range(len(logits)):
        keep = targets[b] != -100
        if keep.any():
            g = softmax(logits[b]) - one_hot(targets[b], logits.shape[-1])
            out[b] = g * keep[:, None] / keep.sum()
    return out / len(logits)


# %% one-hot-missing: softmax
def cross_entropy_backward(logits, targets):
    return finished(softmax(logits), targets)


# %% one-hot-of-all-targets: clamped
def cross_entropy_backward(logits, targets):
    p = softmax(logits)
    p[:, :, np.where(targets == -100, 0, targets)] -= 1
    return finished(p, targets)


# %% one-hot-of-all-targets: those that count
def cross_entropy_backward(logits, targets):
    p = softmax(logits)
    p[..., targets[targets != -100]] -= 1
    return finished(p, targets)


# %% softmax-backward-missing: -1/p
def cross_entropy_backward(logits, targets):
    p = softmax(logits)
    return finished(-one_hot(targets, p.shape[-1]) / p, targets)


# %% softmax-backward-again: the Jacobian of the combined gradient
def cross_entropy_backward(logits, targets):
    p = softmax(logits)
    g = p - one_hot(targets, p.shape[-1])
    jacobian = p[..., :, None] * (np.eye(p.shape[-1]) - p[..., None, :])
    return finished(np.einsum("blv,blvw->blw", g, jacobian), targets)


# %% divided-by-probability: the Jacobian
def cross_entropy_backward(logits, targets):
    p = softmax(logits)
    dp = -one_hot(targets, p.shape[-1]) / p
    jacobian = p[..., :, None] * (np.eye(p.shape[-1]) - p[..., None, :])
    return finished(np.einsum("blv,blvw->blw", dp, jacobian), targets)


# %% divided-by-probability: with a small number
def cross_entropy_backward(logits, targets):
    p = softmax(logits)
    dp = -one_hot(targets, p.shape[-1]) / (p + 1e-12)
    return finished(p * (dp - (dp * p).sum(-1, keepdims=True)), targets)


# %% shifted: padded with zeros
def cross_entropy_backward(logits, targets):
    out = np.zeros_like(logits)
    x, t = logits[:, :-1], targets[:, 1:]
    keep = (t != -100)[..., None]
    out[:, :-1] = (softmax(x) - one_hot(t, x.shape[-1])) * keep / keep.sum()
    return out


# %% first-entry-only: [0]
def cross_entropy_backward(logits, targets):
    out = np.zeros_like(logits)
    out[0] = finished(softmax(logits) - one_hot(targets, logits.shape[-1]), targets)[0]
    return out


# %% unstable-softmax: exp
def cross_entropy_backward(logits, targets):
    e = np.exp(logits)
    return finished(e / e.sum(-1, keepdims=True) - one_hot(targets, logits.shape[-1]), targets)


# %% global-maximum: np.max
def cross_entropy_backward(logits, targets):
    e = np.exp(logits - np.max(logits))
    return finished(e / e.sum(-1, keepdims=True) - one_hot(targets, logits.shape[-1]), targets)


# %% maximum-starts-too-high: initial
def cross_entropy_backward(logits, targets):
    e = np.exp(logits - logits.max(-1, keepdims=True, initial=0))
    return finished(e / e.sum(-1, keepdims=True) - one_hot(targets, logits.shape[-1]), targets)


# %% scores-clipped: 500
def cross_entropy_backward(logits, targets):
    e = np.exp(np.clip(logits, -500, 500))
    return finished(e / e.sum(-1, keepdims=True) - one_hot(targets, logits.shape[-1]), targets)


# %% not-normalized: exp
def cross_entropy_backward(logits, targets):
    return finished(np.exp(logits - logits.max(-1, keepdims=True)) - one_hot(targets, logits.shape[-1]), targets)


# %% softmax-twice: of probabilities
def cross_entropy_backward(logits, targets):
    return finished(softmax(softmax(logits)) - one_hot(targets, logits.shape[-1]), targets)


# %% sigmoid-for-softmax: binary
def cross_entropy_backward(logits, targets):
    return finished(1 / (1 + np.exp(-logits)) - one_hot(targets, logits.shape[-1]), targets)


# %% softmax-over-positions: axis 1
def cross_entropy_backward(logits, targets):
    e = np.exp(logits - logits.max(axis=1, keepdims=True))
    return finished(e / e.sum(axis=1, keepdims=True) - one_hot(targets, logits.shape[-1]), targets)


# %% missing-keepdims: sum
def cross_entropy_backward(logits, targets):
    e = np.exp(logits - logits.max(axis=-1, keepdims=True))
    return finished(e / e.sum(axis=-1) - one_hot(targets, logits.shape[-1]), targets)
