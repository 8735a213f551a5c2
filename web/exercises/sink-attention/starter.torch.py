import torch


def sink_attention(q, k, v, sink):
    """Causal attention in which exp(sink[h]) is one more term of each row's denominator.

    q, k, v: (B, H, L, d)
    sink: (H), one score for each head, not scaled
    Returns (B, H, L, d); or (out, weights) with weights (B, H, L, L), without the sink's share.
    """
    # TODO: scores, mask, softmax with the sink, weighted sum.
    return torch.zeros_like(q)
