import math

import torch


def decode_step(q, k_new, v_new, past_k, past_v):
    k = torch.cat([past_k, k_new], dim=2)  # (B, G, S + 1, d)
    v = torch.cat([past_v, v_new], dim=2)

    queries = q.squeeze(2).unflatten(1, (k.size(1), -1))  # (B, H, 1, d) to (B, G, R, d), with R = H / G
    scores = torch.einsum("bgrd,bgsd->bgrs", queries, k) / math.sqrt(q.size(-1))
    weights = torch.softmax(scores, dim=-1)  # (B, G, R, S + 1)
    out = torch.einsum("bgrs,bgsd->bgrd", weights, v)  # (B, G, R, d)
    return out.flatten(1, 2).unsqueeze(2)  # (B, H, 1, d)
