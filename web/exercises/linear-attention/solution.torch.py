import torch.nn.functional as F


def linear_attention(q, k, v):
    q = F.elu(q) + 1  # (B, H, L, d), all positive
    k = F.elu(k) + 1  # (B, H, S, d)
    state = k.transpose(-2, -1) @ v  # (B, H, d, S) @ (B, H, S, dv) = (B, H, d, dv)
    total = k.sum(dim=-2)  # (B, H, d), sum over the keys
    numerator = q @ state  # (B, H, L, d) @ (B, H, d, dv) = (B, H, L, dv)
    normalizer = q @ total.unsqueeze(-1)  # (B, H, L, d) @ (B, H, d, 1) = (B, H, L, 1)
    return numerator / normalizer
