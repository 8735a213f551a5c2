import math

import torch


def quantized_attention(q, k_codes, k_scale, k_zero, v_codes, v_scale, v_zero):
    B, H, L, d = q.shape
    G = k_codes.size(1)
    # The scale of a key belongs to a feature: it moves into the query. Its zero shifts all scores of a row alike.
    queries = q.reshape(B, G, H // G, L, d) * k_scale.unsqueeze(2) / math.sqrt(d)  # (B, G, R, L, d), with R = H / G
    scores = torch.einsum("bgrld,bgsd->bgrls", queries, k_codes.to(q.dtype))

    # The scale of a value belongs to a token: it moves into the weights, and here the zero stays.
    shares = torch.softmax(scores, dim=-1) * v_scale.transpose(-2, -1).unsqueeze(2)  # (B, G, R, L, S)
    sums = torch.einsum("bgrls,bgsd->bgrld", shares, v_codes.to(q.dtype))
    shifts = torch.einsum("bgrls,bgsi->bgrli", shares, v_zero)  # (B, G, R, L, 1)
    return (sums - shifts).reshape(B, H, L, d)
