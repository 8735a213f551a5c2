import torch


def topk_attention(q, k, v, top):
    """Causal attention in which each query keeps only its `top` best visible keys.

    q, k, v: (B, H, L, d)
    top: at least 1; may be larger than L
    Returns (B, H, L, d); or (out, weights) with weights (B, H, L, L).
    """
    # TODO: scores, mask, choice, softmax over what is kept, weighted sum.
    return torch.zeros_like(q)
