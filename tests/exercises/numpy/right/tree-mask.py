import numpy as np

# %% while
def tree_mask(parents, past):
    T = len(parents)
    mask = np.zeros((T, past + T), dtype=bool)
    mask[:, :past] = True
    for t in range(T):
        p = t
        while p >= 0:
            mask[t, past + p] = True
            p = int(parents[p])
    return mask


# %% powers of a matrix
def tree_mask(parents, past):
    T = len(parents)
    step = np.eye(T, dtype=int)
    child = np.flatnonzero(parents >= 0)
    step[child, parents[child]] = 1
    reach = np.minimum(np.linalg.matrix_power(step, T), 1)
    return np.hstack([np.ones((T, past), dtype=int), reach])


# %% lists of ancestors
def tree_mask(parents, past):
    lines = []
    for t, p in enumerate(parents.tolist()):
        lines.append({t} | (lines[p] if p != -1 else set()))
    T = len(lines)
    return [[True] * past + [s in line for s in range(T)] for line in lines]
