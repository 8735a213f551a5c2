import torch


def merge_attention(outs, lses):
    lse = torch.logsumexp(lses, dim=0)  # (B, H, L), that of all keys; -inf where there is none
    weights = torch.exp(lses - lse.masked_fill(torch.isneginf(lse), 0.0))  # (P, B, H, L) - (B, H, L)
    return torch.einsum("pbhl,pbhld->bhld", weights, outs)  # (B, H, L, d): the sum runs over the parts p
