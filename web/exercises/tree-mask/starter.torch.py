import torch


def tree_mask(parents, past):
    """What each node of a tree of drafts may attend to: the past, itself and its ancestors.

    parents: int, number of each node's parent, -1 for a root, (T)
    past: how many tokens are in the cache
    Returns bool (T, past + T), true = may attend.
    """
    # TODO: everything is visible so far.
    return torch.ones(len(parents), past + len(parents), dtype=torch.bool)
