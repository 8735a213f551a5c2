import torch


def split_heads(x, num_heads):
    """Gives each head its own part of the features.

    x: (B, L, D)
    num_heads: H, divides D
    Returns (B, H, L, d) with d = D / H; head h has features h * d to (h + 1) * d - 1.
    """
    B, L, D = x.shape
    # TODO: move the numbers to their heads.
    return torch.zeros(B, num_heads, L, D // num_heads)
