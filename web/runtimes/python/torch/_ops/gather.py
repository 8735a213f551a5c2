"""Reading and writing at places that tensors of indices name."""

import numpy as np

from .. import _dtype
from .._autograd.graph import track
from .._dtype import BOOL
from . import shape as _shape
from .binary import values
from .dims import broadcast_shapes, wrap_dim
from .from_data import checked_number
from .._registry import operation
from .._tensor import Tensor, wrap, wrap as wrap_array


def _check_bounds(index, size, dim, error=RuntimeError, name=""):
    array = index._array
    wrong = array[(array < 0) | (array >= size)]
    if wrong.size:
        raise error(f"{name}index {wrong.flat[0]} is out of bounds for dimension {dim} with size {size}")


def _check_index(name, index):
    if index.dtype.name not in ("int64", "int32"):
        raise RuntimeError(f"{name}(): Expected dtype int32/int64 for index")


def _grid(index, at):
    """For every element of `index` its place: the index along `at`, its own position elsewhere."""
    places = list(np.indices(index.shape, sparse=True)) if index.ndim else []
    if not index.ndim:
        return ()
    places[at] = index
    return tuple(places)


def _check_shapes(name, input, index, at):
    if index.ndim != input.ndim and index.numel():
        if not (index.ndim <= 1 and input.ndim <= 1):
            raise RuntimeError("Index tensor must have the same number of dimensions as input tensor")
    for d in range(index.ndim):
        if d != at and d < input.ndim and index.shape[d] > input.shape[d]:
            where = f"Size does not match at dimension {d} expected" if name == "gather" else "Expected"
            raise RuntimeError(
                f"{where} index {list(index.shape)} to be no larger than self {list(input.shape)} apart from dimension {at}"
            )


@operation
def gather(input, dim, index, sparse_grad=False):
    at = wrap_dim(dim, input.ndim)
    _check_index("gather", index)
    _check_shapes("gather", input, index, at)
    size = input.shape[at] if input.ndim else 1
    _check_bounds(index, size, at)
    source = input._array.reshape(1) if not input.ndim else input._array
    where = index._array.reshape(1) if not index.ndim else index._array
    array = source[_grid(where, at)].reshape(index.shape) if index.numel() else np.zeros(index.shape, input.dtype.array)
    shape = input.shape

    def backward(g):
        return scatter_add(g.new_zeros(shape), at, index, g)

    return track(wrap(array, input.dtype), "GatherBackward0", (input, backward))


def _scatter(input, at, index, src, combine):
    array = input._array.copy()
    flat = array.reshape(1) if not array.ndim else array
    where = index._array.reshape(1) if not index.ndim else index._array
    if index.numel():
        place = _grid(where, at)
        part = src if not isinstance(src, np.ndarray) else src[tuple(slice(n) for n in where.shape)] if src.ndim else src
        combine(flat, place, part)
    return wrap(array, input.dtype)


def _assign(array, place, value):
    array[place] = value


_REDUCE = {"add": np.add.at, "multiply": np.multiply.at}


@operation
def scatter(input, dim, index, src=None, value=None, reduce=None):
    at = wrap_dim(dim, input.ndim)
    _check_index("scatter", index)
    if src is not None and src.dtype is not input.dtype:
        raise RuntimeError("scatter(): Expected self.dtype to be equal to src.dtype")
    _check_shapes("scatter", input, index, at)
    if src is not None:
        for d in range(index.ndim):
            if index.shape[d] > src.shape[d]:
                raise RuntimeError(
                    f"Expected index {list(index.shape)} to be no larger than self {list(input.shape)} apart from dimension "
                    f"{at} and to be no larger size than src {list(src.shape)}"
                )
    _check_bounds(index, input.shape[at] if input.ndim else 1, at)
    given = src._array if src is not None else checked_number(value, input.dtype)
    out = _scatter(input, at, index, given, _REDUCE.get(reduce, _assign))
    cleared = lambda g: scatter(g, at, index, value=0)  # noqa: E731
    if src is None:
        return track(out, "ScatterBackward1", (input, cleared))
    return track(out, "ScatterBackward0", (input, cleared), (src, lambda g: _pad_to(gather(g, at, index), src.shape)))


def _pad_to(g, shape):
    """Zeros behind a gradient whose source was larger than the index."""
    if g.shape == shape:
        return g
    return _shape.embed(g, shape, tuple(slice(n) for n in g.shape))


@operation
def scatter_add(input, dim, index, src):
    at = wrap_dim(dim, input.ndim)
    _check_index("scatter", index)
    if src.dtype is not input.dtype:
        raise RuntimeError("scatter(): Expected self.dtype to be equal to src.dtype")
    _check_shapes("scatter_add", input, index, at)
    _check_bounds(index, input.shape[at] if input.ndim else 1, at)
    out = _scatter(input, at, index, src._array, np.add.at)
    return track(
        out, "ScatterAddBackward0", (input, lambda g: g), (src, lambda g: _pad_to(gather(g, at, index), src.shape))
    )


# --- along one dimension ----------------------------------------------------------------------------------------


@operation
def index_select(input, dim, index):
    at = wrap_dim(dim, input.ndim)
    if index.ndim > 1:
        raise IndexError("index_select(): Index is supposed to be a vector")
    if index.dtype.name not in ("int64", "int32"):
        raise RuntimeError("index_select(): Expected dtype int32 or int64 for index")
    array = index._array
    size = input.shape[at] if input.ndim else 1
    if np.any((array < 0) | (array >= size)):
        raise IndexError("index out of range in self")
    where = (*[slice(None)] * at, array.reshape(-1))
    out = wrap(np.ascontiguousarray(input._array[where]) if input.ndim else input._array, input.dtype)
    shape = input.shape
    return track(out, "IndexSelectBackward0", (input, lambda g: index_add(g.new_zeros(shape), at, index, g)))


def _slot(input, dim, index, name=""):
    at = wrap_dim(dim, input.ndim)
    _check_bounds(index, input.shape[at] if input.ndim else 1, at, IndexError, name)
    return at, (*[slice(None)] * at, index._array.reshape(-1))


@operation
def index_add(input, dim, index, source, alpha=1):
    at = wrap_dim(dim, input.ndim)
    if index.ndim > 1:
        raise IndexError("index_add_(): Index is supposed to be a vector")
    if source.dtype is not input.dtype:
        raise RuntimeError("index_add_(): self and source must have the same scalar type")
    if source.ndim and index.numel() != source.shape[at]:
        raise RuntimeError(
            f"index_add_(): Number of indices ({index.numel()}) should be equal to source.size(dim): ({source.shape[at]}), "
            f"for dim: {at}"
        )
    array = input._array.copy()
    where = index._array.reshape(-1)
    _check_bounds(index, input.shape[at], at)
    np.add.at(array, (*[slice(None)] * at, where), source._array * source._array.dtype.type(alpha))
    return track(
        wrap(array, input.dtype),
        "IndexAddBackward0",
        (input, lambda g: g),
        (source, lambda g: index_select(g, at, index) * alpha),
    )


@operation
def index_fill(input, dim, index, value):
    at, place = _slot(input, dim, index)
    array = input._array.copy()
    array[place] = value._array if isinstance(value, Tensor) else checked_number(value, input.dtype)
    vjps = [(input, lambda g: index_fill(g, at, index, 0))]
    if isinstance(value, Tensor):
        vjps.append((value, lambda g: index_select(g, at, index).sum()))
    return track(wrap(array, input.dtype), f"IndexFillBackward{len(vjps) - 1}", *vjps)


@operation
def take(input, index):
    if index.dtype is not _dtype.int64:
        raise RuntimeError(f"take(): Expected a long tensor for index, but got {index.dtype.scalar}")
    count, shape = input.numel(), input.shape
    array = index._array
    if np.any((array < -count) | (array >= count)):
        wrong = array[(array < -count) | (array >= count)].flat[0]
        raise IndexError(f"out of range: tried to access index {wrong} on a tensor of {count} elements.")
    out = wrap(input._array.reshape(-1)[array], input.dtype)
    return track(out, "TakeBackward0", (input, lambda g: put(g.new_zeros(count), index, g, True).reshape(shape)))


@operation
def put(input, index, source, accumulate=False):
    array = input._array.reshape(-1).copy()
    flat = source._array.reshape(-1)
    if accumulate:
        np.add.at(array, index._array.reshape(-1), flat)
    else:
        array[index._array.reshape(-1)] = flat
    out = wrap(array.reshape(input.shape), input.dtype)
    cleared = (lambda g: g) if accumulate else (lambda g: put(g, index, g.new_zeros(index.shape)))
    return track(out, "PutBackward0", (input, cleared), (source, lambda g: take(g, index).reshape(source.shape)))


# --- where a mask is true ---------------------------------------------------------------------------------------


@operation
def masked_fill(input, mask, value):
    if mask.dtype.kind != BOOL:
        raise RuntimeError(f"masked_fill_ only supports boolean masks, but got mask with dtype {mask.dtype.cpp}")
    shape = broadcast_shapes(mask.shape, input.shape)
    if isinstance(value, Tensor):
        if value.ndim:
            raise RuntimeError(
                "masked_fill_ only supports a 0-dimensional value tensor, but got tensor with "
                f"{value.ndim} dimension(s)."
            )
        given = values(value, input.dtype) if value.dtype.kind <= input.dtype.kind else None
        if given is None:
            raise RuntimeError(
                f"value cannot be converted to type {input.dtype.cpp} without overflow"
                if not np.isfinite(value._array)
                else f"result type {value.dtype.scalar} can't be cast to the desired output type {input.dtype.scalar}"
            )
    else:
        given = input.dtype.compute.type(checked_number(value, input.dtype))
    out = wrap(np.where(mask._array, given, input._values), input.dtype)
    if out._array.shape != tuple(shape):
        out._array = np.broadcast_to(out._array, shape).copy()
    vjps = [(input, lambda g: masked_fill(g, mask, 0))]
    if isinstance(value, Tensor):
        vjps.append((value, lambda g: (g * mask).sum()))
    return track(out, f"MaskedFillBackward{len(vjps) - 1}", *vjps)


@operation
def fill_diagonal(input, fill_value, wrap=False):
    if input.ndim > 2 and len(set(input.shape)) > 1:
        raise RuntimeError("all dimensions of input must be of equal length")
    diagonal = np.zeros(input.shape, bool)
    np.fill_diagonal(diagonal, True, wrap)
    return masked_fill(input, wrap_array(diagonal, _dtype.bool), fill_value)


@operation
def nonzero(input, as_tuple=False):
    if as_tuple:
        return tuple(wrap(i, _dtype.int64) for i in np.nonzero(np.atleast_1d(input._array)))
    return wrap(np.argwhere(input._array) if input.ndim else np.zeros((int(bool(input._array)), 0)), _dtype.int64)
