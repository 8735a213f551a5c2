import torch

# %% tree-as-chain: tril
def tree_mask(parents, past):
    T = len(parents)
    return torch.ones(T, past + T, dtype=torch.bool).tril(diagonal=past)


# %% parent-only: indexed
def tree_mask(parents, past):
    T = len(parents)
    mask = torch.cat([torch.ones(T, past), torch.eye(T)], dim=1).bool()
    has = parents >= 0
    rows = torch.arange(T)[has]
    mask[rows, past + parents[has]] = True
    return mask


# %% minus-one-read: the row of the parent, whatever it is
def tree_mask(parents, past):
    T = len(parents)
    tree = torch.eye(T, dtype=torch.bool)
    for t in range(T):
        tree[t] = tree[t] | tree[parents[t]]
    return torch.cat([torch.ones(T, past, dtype=torch.bool), tree], dim=1)


# %% node-zero-left-out: if parent
def tree_mask(parents, past):
    T = len(parents)
    tree = torch.eye(T, dtype=torch.bool)
    for t, p in enumerate(parents.tolist()):
        while p > 0:
            tree[t, p] = True
            p = int(parents[p])
    return torch.cat([torch.ones(T, past, dtype=torch.bool), tree], dim=1)


# %% past-hidden: zeros
def tree_mask(parents, past):
    T = len(parents)
    mask = torch.zeros(T, past + T, dtype=torch.bool)
    for t in range(T):
        p = t
        while p >= 0:
            mask[t, past + p] = True
            p = int(parents[p])
    return mask


# %% descendants-visible: both ways
def tree_mask(parents, past):
    T = len(parents)
    tree = torch.eye(T, dtype=torch.bool)
    for t, p in enumerate(parents.tolist()):
        if p >= 0:
            tree[t] |= tree[p]
    return torch.cat([torch.ones(T, past, dtype=torch.bool), tree | tree.T], dim=1)
