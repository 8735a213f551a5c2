import math

import torch


def rolling_attention(q, k_new, v_new, ring_k, ring_v, position):
    W = ring_k.size(2)
    slot = position % W
    ring_k, ring_v = ring_k.clone(), ring_v.clone()  # a real cache is written in place
    ring_k[:, :, slot] = k_new  # (B, G, d): the oldest token, if there is one, is gone
    ring_v[:, :, slot] = v_new

    filled = min(position + 1, W)
    group_size = q.size(1) // ring_k.size(1)
    k = ring_k[:, :, :filled].repeat_interleave(group_size, dim=1)  # (B, H, n, d), with n filled slots
    v = ring_v[:, :, :filled].repeat_interleave(group_size, dim=1)

    scores = q.unsqueeze(2) @ k.transpose(-2, -1) / math.sqrt(q.size(-1))  # (B, H, 1, d) @ (B, H, d, n)
    weights = torch.softmax(scores, dim=-1)  # (B, H, 1, n); the order of the slots does not matter
    return (weights @ v).squeeze(2)  # (B, H, 1, n) @ (B, H, n, d) to (B, H, d)
