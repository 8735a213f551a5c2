import numpy as np


def online_states(x, block):
    n, m = x.shape
    maximum = np.full(n, -np.inf)  # (n), one running maximum for each row
    total = np.zeros(n)  # (n)
    states = []
    for start in range(0, m, block):
        scores = x[:, start : start + block]  # (n, b), b <= block: a slice may be shorter
        new = np.maximum(maximum, scores.max(axis=-1))  # (n)
        old_terms = total * np.exp(maximum - new)  # (n), exp(-inf) = 0 before the first block
        total = old_terms + np.exp(scores - new[:, None]).sum(axis=-1)  # (n, b) - (n, 1), summed to (n)
        maximum = new
        states.append(np.stack([maximum, total], axis=-1))  # (n, 2)
    return np.stack(states, axis=1)  # T times (n, 2) = (n, T, 2)
