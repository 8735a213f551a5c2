"""Pooling as PyTorch's Python layer offers it."""

import torch
from torch._more._ops import pooling
from torch._more._ops.convolution import _tuple


def _max_pool(n):
    def max_pool(
        input, kernel_size, stride=None, padding=0, dilation=1, ceil_mode=False, return_indices=False
    ):
        both = pooling.max_pool(n, input, kernel_size, stride, padding, dilation, ceil_mode)
        return both if return_indices else both[0]

    max_pool.__name__ = f"max_pool{n}d"
    max_pool.__doc__ = "The largest element of every window; with `return_indices` also where it was."
    return max_pool


max_pool1d, max_pool2d, max_pool3d = map(_max_pool, (1, 2, 3))


def _adaptive_max_pool(n):
    def adaptive_max_pool(input, output_size, return_indices=False):
        both = pooling.adaptive_max_pool(n, input, output_size)
        return both if return_indices else both[0]

    adaptive_max_pool.__name__ = f"adaptive_max_pool{n}d"
    adaptive_max_pool.__doc__ = "The largest elements of a grid of `output_size` cells."
    return adaptive_max_pool


adaptive_max_pool1d, adaptive_max_pool2d, adaptive_max_pool3d = map(_adaptive_max_pool, (1, 2, 3))


def adaptive_avg_pool2d(input, output_size):
    """The means of a grid of `output_size` cells."""
    return pooling.adaptive_avg_pool2d(input, output_size)


def adaptive_avg_pool3d(input, output_size):
    """The means of a grid of `output_size` cells."""
    return pooling.adaptive_avg_pool3d(input, output_size)


def lp_pool1d(input, norm_type, kernel_size, stride=None, ceil_mode=False):
    """The p-norm of every window."""
    return pooling.lp_pool(1, input, norm_type, kernel_size, stride, ceil_mode)


def lp_pool2d(input, norm_type, kernel_size, stride=None, ceil_mode=False):
    """The p-norm of every window."""
    return pooling.lp_pool(2, input, norm_type, kernel_size, stride, ceil_mode)


def _max_unpool(n):
    def max_unpool(input, indices, kernel_size, stride=None, padding=0, output_size=None):
        kernel, padding = _tuple(kernel_size, n), _tuple(padding, n)
        stride = kernel if stride is None else _tuple(stride, n)
        if output_size is None:
            sizes = input.shape[-n:]
            output_size = [(s - 1) * st - 2 * p + k for s, st, p, k in zip(sizes, stride, padding, kernel, strict=True)]
        size = tuple(output_size)[-n:]
        lead = input.shape[:-n]
        flat = torch.zeros(*lead, torch.Size(size).numel(), dtype=input.dtype)
        return flat.scatter(-1, indices.flatten(-n), input.flatten(-n)).reshape(*lead, *size)

    max_unpool.__name__ = f"max_unpool{n}d"
    max_unpool.__doc__ = "Puts what max pooling kept back to where it was, zeros elsewhere."
    return max_unpool


max_unpool1d, max_unpool2d, max_unpool3d = map(_max_unpool, (1, 2, 3))
