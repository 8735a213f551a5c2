import numpy as np


def log_softmax(x):
    x = x - x.max(axis=-1, keepdims=True)
    return x - np.log(np.exp(x).sum(axis=-1, keepdims=True))


def distribution(logits, targets, on, off):
    q = np.full(logits.shape, off)
    q[np.arange(len(targets)), targets] = on
    return q


# %% smoothing-without-target: epsilon / (V - 1)
def label_smoothing_loss(logits, targets, epsilon):
    q = distribution(logits, targets, 1 - epsilon, epsilon / (logits.shape[1] - 1))
    return -(q * log_softmax(logits)).sum(-1).mean()


# %% smoothing-without-target: 1 - epsilon and epsilon / V
def label_smoothing_loss(logits, targets, epsilon):
    q = distribution(logits, targets, 1 - epsilon, epsilon / logits.shape[1])
    return -(q * log_softmax(logits)).sum(-1).mean()


# %% log-of-softmax: 1e-12
def label_smoothing_loss(logits, targets, epsilon):
    V = logits.shape[1]
    e = np.exp(logits - logits.max(axis=-1, keepdims=True))
    p = e / e.sum(axis=-1, keepdims=True)
    q = distribution(logits, targets, 1 - epsilon + epsilon / V, epsilon / V)
    return -(q * np.log(p + 1e-12)).sum(-1).mean()


# %% target-keeps-everything: nll + epsilon * uniform
def label_smoothing_loss(logits, targets, epsilon):
    logp = log_softmax(logits)
    return -(logp[np.arange(len(targets)), targets] + epsilon * logp.mean(-1)).mean()


# %% uniform-term-summed: sum
def label_smoothing_loss(logits, targets, epsilon):
    logp = log_softmax(logits)
    return -((1 - epsilon) * logp[np.arange(len(targets)), targets] + epsilon * logp.sum(-1)).mean()


# %% probabilities-smoothed: mixed before the logarithm
def label_smoothing_loss(logits, targets, epsilon):
    p = np.exp(log_softmax(logits))
    p = (1 - epsilon) * p + epsilon / logits.shape[1]
    return -np.log(p[np.arange(len(targets)), targets]).mean()


# %% divided-by-vocabulary: mean over everything
def label_smoothing_loss(logits, targets, epsilon):
    V = logits.shape[1]
    q = distribution(logits, targets, 1 - epsilon + epsilon / V, epsilon / V)
    return -(q * log_softmax(logits)).mean()
