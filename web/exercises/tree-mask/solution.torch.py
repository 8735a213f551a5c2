import torch


def tree_mask(parents, past):
    T = len(parents)
    tree = torch.eye(T, dtype=torch.bool)  # (T, T): a node sees itself
    for node, parent in enumerate(parents.tolist()):
        if parent >= 0:
            tree[node] |= tree[parent]  # (T): and all that its parent sees
    return torch.cat([torch.ones(T, past, dtype=torch.bool), tree], dim=1)  # (T, past + T)
