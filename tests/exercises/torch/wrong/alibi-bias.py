import math

import torch


def powers(n):
    return 2 ** (-8 * torch.arange(1, n + 1) / n)


def slopes_of(H):
    n = 2 ** int(math.log2(H))
    return torch.cat([powers(n), powers(2 * n)[0::2][: H - n]])


def distances(L, S):
    return (torch.arange(S - L, S)[:, None] - torch.arange(S)).abs()


# %% slopes-of-other-head-count: one formula
def alibi_bias(num_heads, seq_q, seq_k):
    return -powers(num_heads)[:, None, None] * distances(seq_q, seq_k)


# %% bias-of-key-alone: as in BLOOM
def alibi_bias(num_heads, seq_q, seq_k):
    bias = slopes_of(num_heads)[:, None, None] * torch.arange(seq_k)
    return bias.expand(num_heads, seq_q, seq_k)


# %% mask-top-left: |i - j|
def alibi_bias(num_heads, seq_q, seq_k):
    distance = (torch.arange(seq_q)[:, None] - torch.arange(seq_k)).abs()
    return -slopes_of(num_heads)[:, None, None] * distance


# %% future-cut-off: -inf
def alibi_bias(num_heads, seq_q, seq_k):
    bias = -slopes_of(num_heads)[:, None, None] * distances(seq_q, seq_k)
    return bias.masked_fill(torch.ones(seq_q, seq_k).triu(seq_k - seq_q + 1).bool(), float("-inf"))


# %% slopes-from-one: arange(H)
def alibi_bias(num_heads, seq_q, seq_k):
    m = 2 ** (-8 * torch.arange(num_heads) / num_heads)
    return -m[:, None, None] * distances(seq_q, seq_k)


# %% distance-signed: clamp forgotten
def alibi_bias(num_heads, seq_q, seq_k):
    difference = torch.arange(seq_k) - torch.arange(seq_k - seq_q, seq_k)[:, None]
    return slopes_of(num_heads)[:, None, None] * difference
