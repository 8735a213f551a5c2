import math

import torch


def decode_step(q, k_new, v_new, past_k, past_v):
    k = torch.cat([past_k, k_new], dim=2)  # (B, G, S + 1, d): the sequence grows
    v = torch.cat([past_v, v_new], dim=2)

    group_size = q.size(1) // k.size(1)
    k = k.repeat_interleave(group_size, dim=1)  # (B, H, S + 1, d)
    v = v.repeat_interleave(group_size, dim=1)

    scores = q @ k.transpose(-2, -1) / math.sqrt(q.size(-1))  # (B, H, 1, d) @ (B, H, d, S + 1)
    weights = torch.softmax(scores, dim=-1)  # (B, H, 1, S + 1); no mask: the newest token sees all
    return weights @ v  # (B, H, 1, S + 1) @ (B, H, S + 1, d)
