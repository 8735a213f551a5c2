import torch
import torch.nn.functional as F


def recurrent_linear_attention(q, k, v):
    q = F.elu(q) + 1  # (B, H, L, d)
    k = F.elu(k) + 1  # (B, H, L, d)
    states = torch.einsum("bhld,bhle->bhlde", k, v).cumsum(dim=2)  # (B, H, L, d, dv), the state after each position
    totals = k.cumsum(dim=2)  # (B, H, L, d)
    numerator = torch.einsum("bhld,bhlde->bhle", q, states)  # (B, H, L, dv)
    normalizer = torch.einsum("bhld,bhld->bhl", q, totals)  # (B, H, L)
    return numerator / normalizer[..., None]
