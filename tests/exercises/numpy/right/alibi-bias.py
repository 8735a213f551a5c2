import math

import numpy as np


# %% get_slopes of the authors
def get_slopes(n):
    def get_slopes_power_of_2(n):
        start = 2 ** (-(2 ** -(math.log2(n) - 3)))
        ratio = start
        return [start * ratio**i for i in range(n)]

    if math.log2(n).is_integer():
        return get_slopes_power_of_2(n)
    closest = 2 ** math.floor(math.log2(n))
    return get_slopes_power_of_2(closest) + get_slopes(2 * closest)[0::2][: n - closest]


def alibi_bias(num_heads, seq_q, seq_k):
    relative = np.arange(seq_k)[None, :] - (np.arange(seq_q)[:, None] + seq_k - seq_q)
    return -np.array(get_slopes(num_heads)).reshape(-1, 1, 1) * np.abs(relative)


# %% float32, einsum
def alibi_bias(num_heads, seq_q, seq_k):
    n = 1 << (num_heads.bit_length() - 1)
    exponents = [8 * h / n for h in range(1, n + 1)] + [4 * h / n for h in range(1, 2 * n, 2)]
    slopes = np.power(2, -np.array(exponents[:num_heads], dtype=np.float32))
    distance = np.abs(np.subtract.outer(np.arange(seq_k - seq_q, seq_k), np.arange(seq_k))).astype(np.float32)
    return np.einsum("h,ij->hij", -slopes, distance)


# %% the last rows of a square
def alibi_bias(num_heads, seq_q, seq_k):
    n = 2 ** int(math.log2(num_heads))
    slopes = [2 ** (-8 * (h + 1) / n) for h in range(n)]
    slopes += [2 ** (-4 * (2 * h + 1) / n) for h in range(num_heads - n)]
    N = max(seq_q, seq_k)
    positions = np.arange(N) + seq_k - N
    square = -np.abs(positions[:, None] - np.arange(seq_k)[None])
    return np.array([m * square[N - seq_q :] for m in slopes])
