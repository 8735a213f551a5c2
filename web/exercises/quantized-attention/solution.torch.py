import math

import torch


def quantized_attention(q, k_codes, k_scale, k_zero, v_codes, v_scale, v_zero):
    keys = (k_codes - k_zero) * k_scale  # (B, G, S, d) with (B, G, 1, d): one scale for each feature
    values = (v_codes - v_zero) * v_scale  # (B, G, S, d) with (B, G, S, 1): one scale for each token

    group_size = q.size(1) // keys.size(1)
    keys = keys.repeat_interleave(group_size, dim=1)  # (B, H, S, d)
    values = values.repeat_interleave(group_size, dim=1)

    scores = q @ keys.transpose(-2, -1) / math.sqrt(q.size(-1))  # (B, H, L, S)
    return torch.softmax(scores, dim=-1) @ values  # (B, H, L, d)
