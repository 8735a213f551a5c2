import numpy as np


def merge_attention(outs, lses):
    largest = lses.max(axis=0, keepdims=True)  # (1, B, H, L)
    largest = np.where(np.isneginf(largest), 0.0, largest)  # no key anywhere: -inf - -inf would be NaN
    powers = np.exp(lses - largest)  # (P, B, H, L) - (1, B, H, L); empty parts give exp(-inf) = 0
    total = powers.sum(axis=0, keepdims=True)  # (1, B, H, L)
    weights = powers / np.where(total == 0, 1.0, total)  # (P, B, H, L), sum to 1 over the parts
    return (weights[..., None] * outs).sum(axis=0)  # (P, B, H, L, 1) * (P, B, H, L, d), summed to (B, H, L, d)
