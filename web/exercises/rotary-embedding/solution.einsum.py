import numpy as np


def rotary_embedding(x, base):
    B, H, L, d = x.shape
    frequencies = base ** (-2.0 * np.arange(d // 2) / d)  # (d/2)
    angles = np.einsum("l,i->li", np.arange(L), frequencies)  # (L, d/2)
    cos, sin = np.cos(angles), np.sin(angles)
    rotations = np.array([[cos, -sin], [sin, cos]])  # (2, 2, L, d/2): one matrix for each position and pair
    pairs = x.reshape(B, H, L, 2, d // 2)  # x[..., c * d/2 + i] is component c of pair i
    turned = np.einsum("rcli,bhlci->bhlri", rotations, pairs)  # (B, H, L, 2, d/2)
    return turned.reshape(B, H, L, d)
