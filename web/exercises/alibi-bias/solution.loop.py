import numpy as np


def alibi_bias(num_heads, seq_q, seq_k):
    n = 1
    while 2 * n <= num_heads:
        n *= 2  # the largest power of two that is not above H
    out = np.zeros((num_heads, seq_q, seq_k))
    for h in range(num_heads):
        slope = 2 ** (-8 * (h + 1) / n) if h < n else 2 ** (-8 * (2 * (h - n) + 1) / (2 * n))
        for i in range(seq_q):
            for j in range(seq_k):
                out[h, i, j] = -slope * abs(i + seq_k - seq_q - j)
    return out
