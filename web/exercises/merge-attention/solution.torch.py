import torch


def merge_attention(outs, lses):
    largest = lses.amax(dim=0, keepdim=True)  # (1, B, H, L)
    largest = largest.masked_fill(largest == float("-inf"), 0.0)  # no key anywhere: -inf - -inf would be NaN
    powers = torch.exp(lses - largest)  # (P, B, H, L) - (1, B, H, L); empty parts give exp(-inf) = 0
    total = powers.sum(dim=0, keepdim=True)  # (1, B, H, L)
    weights = powers / total.masked_fill(total == 0, 1.0)  # (P, B, H, L), sum to 1 over the parts
    return (weights.unsqueeze(-1) * outs).sum(dim=0)  # (P, B, H, L, 1) * (P, B, H, L, d), summed to (B, H, L, d)
