import math

import torch


def rolling_attention(q, k_new, v_new, ring_k, ring_v, position):
    W = ring_k.size(2)
    slots = torch.arange(W)
    is_new = (slots == position % W)[:, None]  # (W, 1)
    k = torch.where(is_new, k_new.unsqueeze(2), ring_k)  # (B, G, W, d), written without touching the ring
    v = torch.where(is_new, v_new.unsqueeze(2), ring_v)

    queries = q.unflatten(1, (k.size(1), -1))  # (B, H, d) to (B, G, R, d), with R = H / G
    scores = torch.einsum("bgrd,bgwd->bgrw", queries, k) / math.sqrt(q.size(-1))
    scores = scores.masked_fill(slots > position, float("-inf"))  # empty slots; none once the ring is full
    weights = torch.softmax(scores, dim=-1)  # (B, G, R, W)
    return torch.einsum("bgrw,bgwd->bgrd", weights, v).flatten(1, 2)  # (B, H, d)
