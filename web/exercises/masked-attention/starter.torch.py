import torch


def masked_attention(q, k, v, mask):
    """Attends from every query to the keys that its row of the mask shows.

    q: queries, (B, L, d)
    k: keys, (B, S, d)
    v: values, (B, S, d_v)
    mask: bool, true = may attend, (B, L, S)
    Returns (B, L, d_v); or (out, weights) with weights (B, L, S).
    """
    # TODO: mask keys before the softmax; handle queries that may attend to nothing.
    return torch.zeros(q.size(0), q.size(1), v.size(2))
