import torch


def causal_mask(seq_q, seq_k):
    """Which keys each query may attend to: its own position and everything before it.

    seq_q: number of queries, L
    seq_k: number of keys, S; the last query is at the position of the last key
    Returns bool (L, S), true = may attend.
    """
    # TODO: everything is visible so far.
    return torch.ones(seq_q, seq_k, dtype=torch.bool)
