import numpy as np

# %% tree-as-chain: tri
def tree_mask(parents, past):
    T = len(parents)
    return np.tri(T, past + T, k=past, dtype=bool)


# %% parent-only: one step
def tree_mask(parents, past):
    T = len(parents)
    mask = np.zeros((T, past + T), dtype=bool)
    mask[:, :past] = True
    for t, p in enumerate(parents):
        mask[t, past + t] = True
        if p >= 0:
            mask[t, past + p] = True
    return mask


# %% minus-one-read: the row of the parent, whatever it is
def tree_mask(parents, past):
    T = len(parents)
    tree = np.eye(T, dtype=bool)
    for t, p in enumerate(parents):
        tree[t] |= tree[p]
    return np.concatenate([np.ones((T, past), dtype=bool), tree], axis=1)


# %% minus-one-read: powers of a matrix
def tree_mask(parents, past):
    T = len(parents)
    step = np.eye(T, dtype=int)
    step[np.arange(T), parents] = 1
    for _ in range(T):
        step = np.minimum(step @ step, 1)
    return np.hstack([np.ones((T, past), dtype=int), step])


# %% node-zero-left-out: while p > 0
def tree_mask(parents, past):
    T = len(parents)
    mask = np.zeros((T, past + T), dtype=bool)
    mask[:, :past] = True
    for t in range(T):
        mask[t, past + t] = True
        p = parents[t]
        while p > 0:
            mask[t, past + p] = True
            p = parents[p]
    return mask


# %% descendants-visible: transposed
def tree_mask(parents, past):
    T = len(parents)
    tree = np.eye(T, dtype=bool)
    for t, p in enumerate(parents):
        if p >= 0:
            tree[t] |= tree[p]
    return np.concatenate([np.ones((T, past), dtype=bool), tree.T], axis=1)


# %% past-behind: concatenated the other way round
def tree_mask(parents, past):
    T = len(parents)
    tree = np.eye(T, dtype=bool)
    for t, p in enumerate(parents):
        if p >= 0:
            tree[t] |= tree[p]
    return np.concatenate([tree, np.ones((T, past), dtype=bool)], axis=1)


# %% siblings-visible: the same parent
def tree_mask(parents, past):
    T = len(parents)
    tree = np.eye(T, dtype=bool)
    for t, p in enumerate(parents):
        if p >= 0:
            tree[t] |= tree[p]
    same = parents[:, None] == parents[None, :]
    return np.concatenate([np.ones((T, past), dtype=bool), tree | same], axis=1)
