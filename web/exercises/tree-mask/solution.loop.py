import numpy as np


def tree_mask(parents, past):
    T = len(parents)
    out = np.zeros((T, past + T), dtype=bool)
    for node in range(T):
        for key in range(past):
            out[node, key] = True
        at = node
        while at != -1:  # up to the root
            out[node, past + at] = True
            at = parents[at]
    return out
