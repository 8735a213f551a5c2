import torch


def rotary_embedding(x, base):
    B, H, L, d = x.shape
    frequencies = base ** (-2 * torch.arange(d // 2) / d)  # (d/2)
    angles = torch.einsum("l,i->li", torch.arange(L).float(), frequencies)  # (L, d/2)
    cos, sin = angles.cos(), angles.sin()
    rows = [torch.stack([cos, -sin]), torch.stack([sin, cos])]  # (2, L, d/2) each
    rotations = torch.stack(rows)  # (2, 2, L, d/2): one matrix for each position and pair
    pairs = x.unflatten(-1, (2, d // 2))  # (B, H, L, 2, d/2): component, then pair
    turned = torch.einsum("rcli,bhlci->bhlri", rotations, pairs)  # (B, H, L, 2, d/2)
    return turned.flatten(-2)  # (B, H, L, d)
