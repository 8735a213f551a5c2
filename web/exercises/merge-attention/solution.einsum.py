import numpy as np


def merge_attention(outs, lses):
    largest = lses.max(axis=0)  # (B, H, L)
    powers = np.exp(lses - np.where(np.isneginf(largest), 0.0, largest))  # (P, B, H, L) - (B, H, L)
    total = np.einsum("pbhl->bhl", powers)  # (B, H, L)
    summed = np.einsum("pbhl,pbhld->bhld", powers, outs)  # (B, H, L, d): the sum runs over the parts p
    return summed / np.where(total == 0, 1.0, total)[..., None]  # (B, H, L, d) / (B, H, L, 1)
