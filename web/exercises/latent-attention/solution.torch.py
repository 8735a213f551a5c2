import math

import torch


def latent_attention(q_nope, q_rope, c, k_rope, w_uk, w_uv):
    # w_uk is absorbed into the query: q · (w_uk c) = (w_uk^T q) · c.
    absorbed = (q_nope.unsqueeze(2) @ w_uk).squeeze(2)  # (B, H, 1, n) @ (H, n, m) to (B, H, m)
    scores = absorbed @ c.transpose(-2, -1)  # (B, H, m) @ (B, m, S): the latents are the keys of all heads
    scores = scores + q_rope @ k_rope.transpose(-2, -1)  # (B, H, r) @ (B, r, S) to (B, H, S)
    weights = torch.softmax(scores / math.sqrt(q_nope.size(-1) + q_rope.size(-1)), dim=-1)

    # w_uv is absorbed into the result: the average of w_uv c is w_uv times the average of c.
    mixed = weights @ c  # (B, H, S) @ (B, S, m) to (B, H, m)
    return (mixed.unsqueeze(2) @ w_uv.transpose(-2, -1)).squeeze(2)  # (B, H, 1, m) @ (H, m, dv) to (B, H, dv)
