import math

import torch


def power_slopes(n):
    return 2 ** (-8 * torch.arange(1, n + 1) / n)  # (n), where n is a power of two


def alibi_slopes(num_heads):
    n = 2 ** int(math.log2(num_heads))  # the largest power of two that is not above H
    between = power_slopes(2 * n)[0::2]  # the slopes that n heads do not have
    return torch.cat([power_slopes(n), between[: num_heads - n]])  # (H)


def alibi_bias(num_heads, seq_q, seq_k):
    q_positions = torch.arange(seq_k - seq_q, seq_k)[:, None]  # (L, 1): the last query is at the last key
    k_positions = torch.arange(seq_k)  # (S)
    distances = (q_positions - k_positions).abs()  # (L, S)
    return -alibi_slopes(num_heads)[:, None, None] * distances  # (H, 1, 1) * (L, S) to (H, L, S)
