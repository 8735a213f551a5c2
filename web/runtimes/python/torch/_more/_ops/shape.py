"""Less frequent: the same elements in another shape: views where PyTorch has views, copies where it copies."""

import math

import numpy as np

from torch import _dtype
from torch._array import element_strides, restride
from torch._autograd.graph import track
from torch._ops.dims import wrap_dim, wrap_dims
from torch._ops.shape import (
    _atleast,
    _diagonal,
    _embed_diagonal,
    _track_view,
    diagonal,
    infer_size,
    permute,
    reshape,
    transpose,
    view,
)
from torch._registry import operation, operation_named
from torch._tensor import wrap


@operation
def unflatten(input, dim, sizes):
    at = wrap_dim(dim, input.ndim)
    shape = input.shape
    if not sizes:
        raise RuntimeError("unflatten: sizes must be non-empty")
    known = math.prod(n for n in sizes if n != -1)
    fits = shape[at] % known == 0 if -1 in sizes and known else known == shape[at]
    if not fits:
        raise RuntimeError(
            f"unflatten: Provided sizes {list(sizes)} don't multiply up to the size of dim {at} ({shape[at]}) in the input "
            "tensor"
        )
    inner = infer_size(sizes, shape[at])
    return view(input, (*shape[:at], *inner, *shape[at + 1 :]))


@operation_named("movedim", "moveaxis")
def movedim(input, source, destination):
    n = input.ndim
    source, destination = ((d,) if isinstance(d, int) else d for d in (source, destination))
    if len(source) != len(destination):
        raise RuntimeError(
            f"movedim: Invalid source or destination dims: source ({list(source)} dims) should contain the same number of "
            f"dims as destination ({list(destination)} dims)"
        )
    start, end = wrap_dims(source, n), wrap_dims(destination, n)
    order = [d for d in range(n) if d not in start]
    for to, d in sorted(zip(end, start, strict=True)):
        order.insert(to, d)
    return permute(input, tuple(order))


@operation
def diag_embed(input, offset=0, dim1=-2, dim2=-1):
    n = input.ndim + 1
    a, b = wrap_dim(dim1, n), wrap_dim(dim2, n)
    size = input.shape[-1] + abs(offset)
    shape = list(input.shape[:-1])
    for at in sorted((a, b)):
        shape.insert(at, size)
    out = _embed_diagonal(input.detach(), tuple(shape), offset, a, b)
    return track(out, "DiagEmbedBackward0", (input, lambda g: diagonal(g, offset, a, b)))


@operation
def diag(input, diagonal=0):
    if input.ndim not in (1, 2):
        raise RuntimeError(f"diag(): Supports 1D or 2D tensors. Got {input.ndim}D")
    if input.ndim == 1:
        return diag_embed(input, diagonal)
    return _diagonal(input, diagonal).clone()


@operation
def unfold(input, dimension, size, step):
    at = wrap_dim(dimension, input.ndim)
    array = input._array
    length = array.shape[at] if array.ndim else 1
    if size > length:
        raise RuntimeError(f"maximum size for tensor at dimension {at} is {length} but size is {size}")
    if step <= 0:
        raise RuntimeError(f"step is {step} but must be > 0")
    strides = element_strides(array)
    count = (length - size) // step + 1
    new_strides = [*strides[:at], strides[at] * step, *strides[at + 1 :], strides[at]]
    new = restride(array, [*array.shape[:at], count, *array.shape[at + 1 :], size], new_strides)
    shape = input.shape
    return _track_view(new, input, "UnfoldBackward0", lambda g: _fold(g, shape, at, step))


def _fold(grad, shape, at, step):
    array = np.zeros(shape, grad._array.dtype)
    moved = np.moveaxis(array, at, -1)
    windows = np.moveaxis(grad._array, at, -2)
    for i in range(windows.shape[-2]):
        moved[..., i * step : i * step + windows.shape[-1]] += windows[..., i, :]
    size = grad.shape[-1]
    return track(wrap(array, grad.dtype), "UnfoldBackwardBackward0", (grad, lambda g: unfold(g, at, size, step)))


@operation
def reshape_as(input, other):
    return reshape(input, other.shape)


@operation
def ravel(input):
    return reshape(input.contiguous(), (-1,))


@operation
def adjoint(input):
    return transpose(input, -2, -1).conj()


@operation
def diagflat(input, offset=0):
    return diag_embed(reshape(input, (-1,)), offset)


@operation
def as_strided(input, size, stride, storage_offset=None):
    if len(size) != len(stride):
        raise RuntimeError("mismatch in length of strides and shape")
    base = input if input._base is None else input._base
    offset = 0 if storage_offset is None else storage_offset - input.storage_offset()
    last = (storage_offset or 0) + sum((n - 1) * s for n, s in zip(size, stride, strict=True))
    if last >= base._array.size and math.prod(size):
        raise RuntimeError(
            f"setStorage: sizes {list(size)}, strides {list(stride)}, storage offset {storage_offset or 0}, and itemsize "
            f"{input.itemsize} requiring a storage size of {(last + 1) * input.itemsize} are out of bounds for storage of "
            f"size {base._array.size * input.itemsize}"
        )
    array = restride(input._array, size, stride, offset)
    count, shape = input.numel(), input.shape
    positions = restride(np.arange(count), size, stride, 0) if storage_offset is None else None

    def backward(g):
        if positions is None:
            where = restride(np.arange(max(count, last + 1)), size, stride, storage_offset)
        else:
            where = positions
        return g.new_zeros(max(count, last + 1)).put(wrap(where.copy(), _dtype.int64), g, accumulate=True)[:count].reshape(shape)

    return _track_view(array, input, "AsStridedBackward0", backward)


@operation
def atleast_3d(input=None, tensors=None):
    return _atleast(3, input, tensors)
