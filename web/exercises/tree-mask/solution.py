import numpy as np


def tree_mask(parents, past):
    T = len(parents)
    tree = np.eye(T, dtype=bool)  # (T, T): a node sees itself
    for node, parent in enumerate(parents):
        if parent >= 0:
            tree[node] |= tree[parent]  # (T): and all that its parent sees
    return np.concatenate([np.ones((T, past), dtype=bool), tree], axis=1)  # (T, past + T)
