import numpy as np


def label_smoothing_loss(logits, targets, epsilon):
    shifted = logits - logits.max(axis=-1, keepdims=True)  # (N, V), none above 0
    log_probs = shifted - np.log(np.exp(shifted).sum(axis=-1, keepdims=True))  # (N, V)
    target = log_probs[np.arange(len(targets)), targets]  # (N)
    even = log_probs.mean(axis=-1)  # (N): the target too
    return -((1 - epsilon) * target + epsilon * even).mean()
