import math

import numpy as np


def powers(n):
    return 2.0 ** (-8 * np.arange(1, n + 1) / n)


def slopes_of(H):
    n = 2 ** int(math.log2(H))
    return np.concatenate([powers(n), powers(2 * n)[0::2][: H - n]])


def distances(L, S):
    return np.abs(np.arange(S - L, S)[:, None] - np.arange(S))


# %% slopes-of-other-head-count: one formula
def alibi_bias(num_heads, seq_q, seq_k):
    return -powers(num_heads)[:, None, None] * distances(seq_q, seq_k)


# %% mask-top-left: |i - j|
def alibi_bias(num_heads, seq_q, seq_k):
    distance = np.abs(np.arange(seq_q)[:, None] - np.arange(seq_k))
    return -slopes_of(num_heads)[:, None, None] * distance


# %% bias-positive: no minus
def alibi_bias(num_heads, seq_q, seq_k):
    return slopes_of(num_heads)[:, None, None] * distances(seq_q, seq_k)


# %% slopes-from-one: range(H)
def alibi_bias(num_heads, seq_q, seq_k):
    slopes = np.array([2 ** (-8 * h / num_heads) for h in range(num_heads)])
    return -slopes[:, None, None] * distances(seq_q, seq_k)


# %% distance-signed: no abs
def alibi_bias(num_heads, seq_q, seq_k):
    difference = np.arange(seq_k) - np.arange(seq_k - seq_q, seq_k)[:, None]
    return slopes_of(num_heads)[:, None, None] * difference


# %% future-cut-off: tril
def alibi_bias(num_heads, seq_q, seq_k):
    return -slopes_of(num_heads)[:, None, None] * np.tril(distances(seq_q, seq_k), seq_k - seq_q)


# %% slopes-of-other-head-count: sorted
def alibi_bias(num_heads, seq_q, seq_k):
    return -np.sort(slopes_of(num_heads))[::-1][:, None, None] * distances(seq_q, seq_k)
