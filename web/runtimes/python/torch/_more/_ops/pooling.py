"""Pooling: one number for every window."""

import math

import numpy as np

from torch import _dtype
from torch._registry import operation
from torch._tensor import wrap
from torch._ops import shape as _shape
from torch._autograd.graph import relabel
from torch._more._ops.convolution import _tuple, windows
from torch._ops.embedding import _constant
from torch._ops.joining import stack


def _sizes(input, kernel, stride, padding, dilation, ceil_mode):
    """How many windows there are in each dimension, and how much is missing at the end for the last."""
    counts, missing = [], []
    for size, k, s, p, d in zip(input.shape[-len(kernel) :], kernel, stride, padding, dilation, strict=True):
        span = d * (k - 1) + 1
        room = size + 2 * p - span
        count = (math.ceil(room / s) if ceil_mode else room // s) + 1
        if ceil_mode and (count - 1) * s >= size + p:
            count -= 1
        counts.append(count)
        missing.append(max((count - 1) * s + span - (size + 2 * p), 0))
    return counts, missing


def _check(input, kernel, stride, padding, dilation, n, ceil_mode):
    if min(stride) <= 0:
        raise RuntimeError("stride should not be zero")
    for k, p, d in zip(kernel, padding, dilation, strict=True):
        if 2 * p > d * (k - 1) + 1:
            raise RuntimeError(
                f"pad should be at most half of effective kernel size, but got pad={p}, kernel_size={k} and dilation={d}"
            )
    counts, _ = _sizes(input, kernel, stride, padding, dilation, ceil_mode)
    if min(counts) <= 0:
        before = "x".join(str(s) for s in input.shape[-n - 1 :])
        after = "x".join(str(max(c, 0)) for c in [input.shape[-n - 1], *counts])
        raise RuntimeError(
            f"Given input size: ({before}). Calculated output size: ({after}). Output size is too small"
        )


def _padded(input, padding, missing, value):
    ends = []
    for p, more in reversed(list(zip(padding, missing, strict=True))):
        ends += [p, p + more]
    return _constant(input, tuple(ends), value) if any(ends) else input


def _seen(input, kernel, stride, padding, dilation, ceil_mode, value):
    """All windows, the kernel's dimensions as one."""
    _, missing = _sizes(input, kernel, stride, padding, dilation, ceil_mode)
    parts = windows(_padded(input, padding, missing, value), kernel, stride, dilation)
    return _shape.flatten(_shape.contiguous(parts), parts.ndim - len(kernel))


def _arguments(n, kernel_size, stride, padding, dilation=1):
    kernel = _tuple(kernel_size, n)
    return kernel, _tuple(stride, n) if stride not in (None, ()) else kernel, _tuple(padding, n), _tuple(dilation, n)


def max_pool(n, input, kernel_size, stride, padding, dilation, ceil_mode):
    """(largest of every window, its place in the input)"""
    kernel, stride, padding, dilation = _arguments(n, kernel_size, stride, padding, dilation)
    if input.ndim not in (n + 1, n + 2):
        if n == 1:
            raise RuntimeError(
                "max_pool1d: Expected 2D or 3D (batch mode) tensor with optional 0 dim batch size for input, but got:"
                f"{list(input.shape)}"
            )
        raise RuntimeError(f"non-empty {n + 1}D or {n + 2}D (batch mode) tensor expected for input")
    _check(input, kernel, stride, padding, dilation, n, ceil_mode)
    least = -np.inf if input.dtype.is_floating_point else np.iinfo(input.dtype.array).min
    best, place = _seen(input, kernel, stride, padding, dilation, ceil_mode, least).max(-1)
    spatial = input.shape[-n:]
    numbers = wrap(np.arange(math.prod(spatial)).reshape(spatial), _dtype.int64)
    where = _seen(numbers, kernel, stride, padding, dilation, ceil_mode, -1).expand((*place.shape, math.prod(kernel)))
    indices = where.gather(-1, place.unsqueeze(-1)).squeeze(-1)
    label = "SqueezeBackward1" if n == 1 else f"MaxPool{n}DWithIndicesBackward0"
    return relabel(best, label), indices


def _max_pools(n):
    def pooled(input, kernel_size, stride=(), padding=0, dilation=1, ceil_mode=False):
        return max_pool(n, input, kernel_size, stride, padding, dilation, ceil_mode)[0]

    pooled.__name__ = f"max_pool{n}d"
    return operation(pooled)


max_pool1d, max_pool2d, max_pool3d = map(_max_pools, (1, 2, 3))


def _avg_pools(n):
    def pooled(input, kernel_size, stride=(), padding=0, ceil_mode=False, count_include_pad=True, divisor_override=None):
        kernel, stride, padding, dilation = _arguments(n, kernel_size, stride, padding)
        _shape.wrap_dim(-n - 1, input.ndim)
        _check(input, kernel, stride, padding, dilation, n, ceil_mode)
        total = _seen(input, kernel, stride, padding, dilation, ceil_mode, 0).sum((-1,))
        if divisor_override is not None:
            out = total / divisor_override
        else:
            ones = wrap(np.ones(input.shape[-n:]), input.dtype)
            if count_include_pad:
                ones = _padded(ones, padding, (0,) * n, 1)
                counted = _seen(ones, kernel, stride, (0,) * n, dilation, ceil_mode, 0).sum((-1,))
            else:
                counted = _seen(ones, kernel, stride, padding, dilation, ceil_mode, 0).sum((-1,))
            counted = counted[tuple(slice(s) for s in total.shape[-n:])]
            out = total / counted
        return relabel(out, "SqueezeBackward1" if n == 1 else f"AvgPool{n}DBackward0")

    pooled.__name__ = f"avg_pool{n}d"
    return operation(pooled)


avg_pool1d, avg_pool2d, avg_pool3d = map(_avg_pools, (1, 2, 3))


def lp_pool(n, input, norm_type, kernel_size, stride, ceil_mode):
    """The p-norm of every window."""
    kernel, stride, padding, dilation = _arguments(n, kernel_size, stride, 0)
    total = (_seen(input, kernel, stride, padding, dilation, ceil_mode, 0) ** norm_type).sum((-1,))
    return (total.sign() * total.abs().relu()) ** (1.0 / norm_type)


def _regions(size, count):
    return [(i * size // count, -(-(i + 1) * size // count)) for i in range(count)]


def _over_regions(input, counts, reduce):
    """`reduce` of every cell of a grid that divides the last dimensions."""
    n = len(counts)
    lead = (slice(None),) * (input.ndim - n)
    grids = [_regions(size, c) for size, c in zip(input.shape[input.ndim - n :], counts, strict=True)]
    cells = []
    for cell in np.ndindex(*counts):
        cut = (*lead, *[slice(*grid[c]) for grid, c in zip(grids, cell, strict=True)])
        part = _shape.basic_index(input, cut, "SliceBackward0")
        cells.append(reduce(_shape.flatten(part, input.ndim - n)))
    return stack(cells, -1).reshape((*input.shape[: input.ndim - n], *counts))


def _adaptive(n, input, output_size, name, reduce, label):
    counts = tuple(input.shape[i - n] if s is None else s for i, s in enumerate(_tuple(output_size, n)))
    if input.ndim not in (n + 1, n + 2):
        if n == 1:
            raise RuntimeError(
                f"Expected 2 to 3 dimensions, but got {input.ndim}-dimensional tensor for argument #1 'self' (while checking "
                f"arguments for {name})"
            )
        raise RuntimeError(f"{name}(): Expected {n + 1}D or {n + 2}D tensor, but got {list(input.shape)}")
    return relabel(_over_regions(input, counts, reduce), label)


def _adaptive_avg(n):
    def pooled(input, output_size):
        counts = _tuple(output_size, n)
        label = "SqueezeBackward1" if n == 1 else "MeanBackward1" if set(counts) == {1} else f"AdaptiveAvgPool{n}DBackward0"
        return _adaptive(n, input, counts, pooled.__name__, lambda x: x.mean((-1,)), label)

    pooled.__name__ = f"adaptive_avg_pool{n}d"
    return operation(pooled)


adaptive_avg_pool1d, adaptive_avg_pool2d, adaptive_avg_pool3d = map(_adaptive_avg, (1, 2, 3))


def adaptive_max_pool(n, input, output_size):
    """(largest of every cell, its place in the input)"""
    label = "SqueezeBackward1" if n == 1 else f"AdaptiveMaxPool{n}DBackward0"
    name = f"adaptive_max_pool{n}d"
    values = _adaptive(n, input, output_size, name, lambda x: x.max(-1)[0], label)
    spatial = input.shape[-n:]
    numbers = np.broadcast_to(np.arange(math.prod(spatial)).reshape(spatial), input.shape)
    return values, _largest(input, numbers, values.shape[-n:])


def _largest(input, numbers, counts):
    """The number of the largest element of every cell."""
    lead = input.shape[: input.ndim - len(counts)]
    out = np.zeros((*lead, *counts), np.int64)
    grids = [_regions(size, c) for size, c in zip(input.shape[len(lead) :], counts, strict=True)]
    for cell in np.ndindex(*counts):
        cut = (..., *[slice(*grid[c]) for grid, c in zip(grids, cell, strict=True)])
        values = input._array[cut].reshape((*lead, -1))
        own = numbers[cut].reshape(values.shape)
        out[(..., *cell)] = np.take_along_axis(own, values.argmax(-1)[..., None], -1)[..., 0]
    return wrap(out, _dtype.int64)
