import torch


def scaled_dot_product_attention(q, k, v):
    """Attends from every query to every key.

    q: queries, (B, L, d)
    k: keys, (B, S, d)
    v: values, (B, S, d_v)
    Returns (B, L, d_v); or (out, weights) with weights (B, L, S).
    """
    # TODO: score every query against every key, turn each row of scores into weights, average the values.
    return torch.zeros(q.size(0), q.size(1), v.size(2))
