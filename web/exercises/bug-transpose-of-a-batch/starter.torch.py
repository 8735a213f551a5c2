import torch


def scaled_dot_product_attention(q, k, v):
    """q: queries, (B, L, d); k: keys, (B, S, d); v: values, (B, S, d_v). Returns (B, L, d_v)."""
    queries = q.transpose(0, 1)
    keys = k.transpose(0, 1)
    scores = torch.einsum("lbd,sbd->lbs", queries, keys)
    weights = torch.softmax(scores, dim=-1)  # over the keys
    return weights @ v
