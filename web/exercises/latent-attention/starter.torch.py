import torch


def latent_attention(q_nope, q_rope, c, k_rope, w_uk, w_uv):
    """Multi-head latent attention of one query for each head to S cached latents.

    q_nope, q_rope: parts of the queries without and with positions, (B, H, n) and (B, H, r)
    c: cached latents, (B, S, m)
    k_rope: cached rotary part of the keys, for all heads, (B, S, r)
    w_uk, w_uv: up-projections of each head, (H, n, m) and (H, dv, m)
    Returns (B, H, dv).
    """
    # TODO: head h has the keys w_uk[h] c and the values w_uv[h] c.
    return torch.zeros(q_nope.size(0), q_nope.size(1), w_uv.size(1))
