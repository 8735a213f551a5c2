"""Sums of floats in PyTorch's order, so that even the last digit is the same."""

import math

import numpy as np

_LANES = {np.dtype(np.float32): 8, np.dtype(np.float64): 4}
_CASCADE = 16


def _rows(parts):
    """The sum over the first axis in four interleaved sums."""
    count = len(parts) // 4
    sums = [np.zeros_like(parts[0])] * 4
    for i in range(count):
        sums = [total + parts[4 * i + k] for k, total in enumerate(sums)]
    for part in parts[4 * count :]:
        sums[0] = sums[0] + part
    return sums[0] + sums[1] + sums[2] + sums[3]


def _inner(rows):
    """The sums of the rows of a matrix."""
    n, lanes = rows.shape[1], _LANES[rows.dtype]
    if n < lanes:
        return _rows([rows[:, i] for i in range(n)]) if n else np.zeros(len(rows), rows.dtype)
    vectors = n // lanes
    if vectors // 4 >= _CASCADE:
        return rows.sum(1)
    partial = _rows([rows[:, i * lanes : (i + 1) * lanes] for i in range(vectors)])
    total = np.zeros(len(rows), rows.dtype)
    for i in range(vectors * lanes, n):
        total = total + rows[:, i]
    for lane in range(lanes):
        total = total + partial[:, lane]
    return total


def float_sum(values, dims, keepdim):
    """As `np.sum`; where the last dimensions of a dense array are added up, in PyTorch's order."""
    n = values.ndim
    inner = values.flags.c_contiguous and values.dtype in _LANES and dims and sorted(dims) == list(range(n - len(dims), n))
    if not inner or values.size > 1 << 14:
        return np.sum(values, axis=dims, keepdims=keepdim)
    lead = values.shape[: n - len(dims)]
    width = math.prod(values.shape[n - len(dims) :])
    sums = _inner(values.reshape(math.prod(lead), width)).reshape(lead)
    return sums.reshape(lead + (1,) * len(dims)) if keepdim else sums
