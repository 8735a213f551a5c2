"""Less frequent: reading and writing at places that tensors of indices name."""

import numpy as np

from torch import _dtype
from torch._autograd.graph import track
from torch._dtype import BOOL
from torch._ops import shape as _shape
from torch._ops.creation import ones_like, zeros_like
from torch._ops.dims import broadcast_shapes, wrap_dim
from torch._ops.gather import (
    _check_bounds,
    _scatter,
    _slot,
    gather,
    index_fill,
    index_select,
    masked_fill,
    nonzero,
    put,
    scatter,
    scatter_add,
    take,
)
from torch._registry import operation, operation_named
from torch._tensor import wrap


@operation
def masked_select(input, mask):
    if mask.dtype.kind != BOOL:
        raise RuntimeError("masked_select: expected BoolTensor for mask")
    shape = broadcast_shapes(input.shape, mask.shape)
    where = wrap(np.flatnonzero(np.broadcast_to(mask._array, shape)), _dtype.int64)
    out = take(input.detach().expand(shape), where)
    own = input.shape

    def backward(g):
        full = put(g.new_zeros(shape), where, g)
        return _shape.sum_to_size(full, own)

    return track(out, "MaskedSelectBackward0", (input, backward))


@operation
def take_along_dim(input, indices, dim=None):
    if dim is None:
        return gather(input.reshape((-1,)), 0, indices.reshape((-1,)))
    at = wrap_dim(dim, input.ndim)
    if indices.ndim != input.ndim:
        raise RuntimeError(
            "torch.take_along_dim(): input and indices should have the same number of dimensions, but got "
            f"{input.ndim} dimensions for input, and {indices.ndim} dimensions for indices"
        )
    shape = [1 if d == at else n for d, n in enumerate(input.shape)]
    together = broadcast_shapes(shape, [1 if d == at else n for d, n in enumerate(indices.shape)])
    own = tuple(input.shape[at] if d == at else n for d, n in enumerate(together))
    wanted = tuple(indices.shape[at] if d == at else n for d, n in enumerate(together))
    return gather(input.expand(own), at, indices.expand(wanted))


@operation
def scatter_reduce(input, dim, index, src, reduce, include_self=True):
    at = wrap_dim(dim, input.ndim)
    methods = {"sum": np.add, "prod": np.multiply, "amax": np.maximum, "amin": np.minimum, "mean": np.add}
    if reduce not in methods:
        raise RuntimeError("reduce argument must be either sum, prod, mean, amax or amin, got " + reduce)
    _check_bounds(index, input.shape[at], at)
    start = input
    if not include_self:
        neutral = {"sum": 0, "mean": 0, "prod": 1, "amax": -np.inf, "amin": np.inf}[reduce]
        start = scatter(input.detach(), at, index, value=neutral)
    out = _scatter(start, at, index, src._array, methods[reduce].at)
    if reduce == "mean":
        count = scatter_add(ones_like(input) if include_self else zeros_like(input), at, index, ones_like(src.detach()))
        out = wrap(out._array / np.maximum(count._array, 1), input.dtype)
    keep = (lambda g: g) if include_self else (lambda g: scatter(g, at, index, value=0))
    if reduce == "mean":
        scale = lambda g: g / count.clamp(min=1)  # noqa: E731
        return track(
            out, "ScatterReduceBackward0", (input, lambda g: keep(scale(g))), (src, lambda g: gather(scale(g), at, index))
        )
    if reduce == "sum":
        return track(out, "ScatterReduceBackward0", (input, keep), (src, lambda g: gather(g, at, index)))
    if reduce == "prod":
        return track(
            out,
            "ScatterReduceBackward0",
            (input, lambda g, x, y: g * y / x if include_self else scatter(g * y / x, at, index, value=0), input, out),
            (src, lambda g, s, y: gather(g * y, at, index) / s, src, out),
        )

    def shares(x, s, y):
        own, theirs = (x == y) & include_self, s == gather(y, at, index)
        ties = scatter_add(own.to(y.dtype), at, index, theirs.to(y.dtype)).clamp(min=1)
        return own, theirs, ties

    def to_self(g, x, s, y):
        own, _, ties = shares(x, s, y)
        return g * own / ties if include_self else scatter(g, at, index, value=0)

    def to_src(g, x, s, y):
        _, theirs, ties = shares(x, s, y)
        return gather(g / ties, at, index) * theirs

    return track(out, "ScatterReduceBackward0", (input, to_self, input, src, out), (src, to_src, input, src, out))


@operation
def index_copy(input, dim, index, source):
    at, place = _slot(input, dim, index, "index_copy_(): ")
    if source.dtype is not input.dtype:
        raise RuntimeError(
            "index_copy_(): self and source expected to have the same dtype, but got (self) "
            f"{input.dtype.scalar} and (source) {source.dtype.scalar}"
        )
    array = input._array.copy()
    array[place] = source._array
    return track(
        wrap(array, input.dtype),
        "IndexCopyBackward0",
        (input, lambda g: index_fill(g, at, index, 0)),
        (source, lambda g: index_select(g, at, index)),
    )


@operation
def masked_scatter(input, mask, source):
    if source.dtype is not input.dtype:
        raise RuntimeError(
            "masked_scatter: expected self and source to have same dtypes but got "
            f"{input.dtype.scalar} and {source.dtype.scalar}"
        )
    where = np.broadcast_to(mask._array, input.shape)
    count = int(where.sum())
    array = input._array.copy()
    array[where] = source._array.reshape(-1)[:count]
    total, shape = source.numel(), source.shape

    def to_source(g):
        return _shape.embed(masked_select(g, mask), (total,), (slice(count),)).reshape(shape)

    return track(
        wrap(array, input.dtype),
        "MaskedScatterBackward0",
        (input, lambda g: masked_fill(g, mask, 0)),
        (source, to_source),
    )


@operation_named("select_scatter")
def select_scatter(input, src, dim, index):
    at = wrap_dim(dim, input.ndim)
    return _scatter_part(input, src, (*[slice(None)] * at, index), "SelectScatterBackward0")


@operation
def slice_scatter(input, src, dim=0, start=None, end=None, step=1):
    at = wrap_dim(dim, input.ndim)
    return _scatter_part(input, src, (*[slice(None)] * at, slice(start, end, step)), "SliceScatterBackward0")


def _scatter_part(input, src, index, name):
    array = input._array.copy()
    array[index] = src._array
    shape = src.shape
    return track(
        wrap(array, input.dtype),
        name,
        (input, lambda g: g - _shape.embed(_shape.basic_index(g, index, name), g.shape, index)),
        (src, lambda g: _shape.basic_index(g, index, name).reshape(shape)),
    )


@operation
def diagonal_scatter(input, src, offset=0, dim1=0, dim2=1):
    out = input.clone()
    out.diagonal(offset, dim1, dim2).copy_(src)
    return out


@operation
def argwhere(input):
    return nonzero(input)


@operation
def count_nonzero(input, dim=None):
    axes = None if dim is None else tuple(wrap_dim(d, input.ndim) for d in ((dim,) if isinstance(dim, int) else dim))
    return wrap(np.count_nonzero(input._array, axes), _dtype.int64)
