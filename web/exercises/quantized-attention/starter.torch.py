import torch


def quantized_attention(q, k_codes, k_scale, k_zero, v_codes, v_scale, v_zero):
    """Attention over a cache of quantised keys and values: a number is (code - zero) * scale.

    q: queries, (B, H, L, d)
    k_codes: whole numbers, (B, G, S, d); k_scale, k_zero: for each feature, (B, G, 1, d)
    v_codes: whole numbers, (B, G, S, d); v_scale, v_zero: for each token, (B, G, S, 1)
    Returns (B, H, L, d).
    """
    # TODO: keys and values from their codes, then attention; H / G query heads share a key head.
    return torch.zeros_like(q)
