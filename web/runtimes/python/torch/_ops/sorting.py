"""Order: extremes with their places, sorting, medians, unique values, histograms."""

import numpy as np

from .. import _dtype
from .._autograd.graph import track
from .._namedtuples import named_tuple
from . import shape as _shape
from .comparison import maximum, minimum
from .dims import wrap_dim, wrap_dims
from .gather import scatter
from .reduction import restore
from .._registry import operation, operation_named
from .._tensor import wrap


def _pick(input, indices, dim, keepdim, kind, name):
    """(values, indices) along a dimension, where `indices` (an array that keeps the dimension) says which."""
    shape = input.shape
    if shape:
        array = np.take_along_axis(input._array, indices, dim)
    else:
        array, indices = input._array.copy(), np.zeros((), np.int64)
    where = wrap(indices, _dtype.int64)
    if not keepdim and shape:
        array, where = array.squeeze(dim), wrap(indices.squeeze(dim), _dtype.int64)
    out = wrap(array, input.dtype)

    def backward(g):
        g = g[0] if isinstance(g, list) else g
        if not shape:
            return g
        if not keepdim:
            g = _shape.unsqueeze(g, dim)
        return scatter(g.new_zeros(shape), dim, wrap(indices, _dtype.int64), g)

    track((out, where), name, (input, backward))
    return named_tuple(kind, "values indices", (out, where))


def _first_nan_or(values, argument, axis):
    """The place of the extreme; a NaN counts as it."""
    if values.dtype.kind == "f":
        nan = np.isnan(values)
        if nan.any():
            return np.where(nan.any(axis, keepdims=True), nan.argmax(axis, keepdims=True), argument(values, axis=axis, keepdims=True))
    return argument(values, axis=axis, keepdims=True)


def _check_not_empty(name, input, dim):
    if input.ndim and input.shape[dim] == 0:
        raise IndexError(f"{name}(): Expected reduction dim {dim} to have non-zero size.")


def _extreme(name, argument, pairwise, reduce):
    def extreme(input, dim=None, keepdim=False, other=None):
        if other is not None:
            return pairwise(input, other)
        if dim is None:
            return _of_all(name, input, reduce)
        at = wrap_dim(dim, input.ndim)
        _check_not_empty(name, input, at)
        indices = _first_nan_or(input._values, argument, at) if input.ndim else np.zeros((), np.int64)
        return _pick(input, indices, at, keepdim, name, f"{name.title()}Backward0")

    return operation_named(name)(extreme)


def _of_all(name, input, reduce):
    if not input.numel():
        raise RuntimeError(
            f"{name}(): Expected reduction dim to be specified for input.numel() == 0. Specify the reduction dim with the 'dim' "
            "argument."
        )
    out = wrap(reduce(input._array), input.dtype)
    return track(out, f"{name.title()}Backward1", (input, _shared, input, out))


def _shared(g, x, y):
    hits = (x == y) if not y.isnan().any() else x.isnan()
    return g * hits / hits.sum()


max = _extreme("max", np.argmax, maximum, np.max)  # noqa: A001
min = _extreme("min", np.argmin, minimum, np.min)  # noqa: A001


def _reduced_extreme(name, function):
    def extreme(input, dim=None, keepdim=False):
        dims, shape = wrap_dims(dim, input.ndim), input.shape
        if not input.numel() and (not dims or builtin_any(shape[d] == 0 for d in dims)):
            raise IndexError(f"{name}(): Expected reduction dim {dims[0] if dims else 0} to have non-zero size.")
        out = wrap(function(input._array, axis=dims, keepdims=keepdim), input.dtype)

        def backward(g, x, y):
            hits = x == restore(y, shape, dims, keepdim)
            return restore(g, shape, dims, keepdim) * hits / hits.sum(dims, keepdim=True)

        return track(out, f"{name.title()}Backward0", (input, backward, input, out))

    return operation_named(name)(extreme)


builtin_any = any
amax = _reduced_extreme("amax", np.max)
amin = _reduced_extreme("amin", np.min)


def _argument(name, function):
    def argument(input, dim=None, keepdim=False):
        if input.dtype is _dtype.bool:
            raise RuntimeError(f"{name}(): does not support bool input")
        if dim is None:
            if not input.numel():
                raise IndexError(f"{name}(): Expected reduction dim to be specified for input.numel() == 0.")
            index = _first_nan_or(input._values.reshape(-1), function, 0)
            return wrap(index.reshape((1,) * input.ndim if keepdim else ()), _dtype.int64)
        at = wrap_dim(dim, input.ndim)
        _check_not_empty(name, input, at)
        if not input.ndim:
            return wrap(np.zeros((), np.int64), _dtype.int64)
        indices = _first_nan_or(input._values, function, at)
        return wrap(indices if keepdim else indices.squeeze(at), _dtype.int64)

    return operation_named(name)(argument)


argmax = _argument("argmax", np.argmax)
argmin = _argument("argmin", np.argmin)


# --- sorting ----------------------------------------------------------------------------------------------------


def _order(values, at, descending):
    """Indices that sort; equal elements keep their order, NaN is the largest."""
    if not values.ndim:
        return np.zeros((), np.int64)
    if not descending:
        return np.argsort(values, axis=at, kind="stable")
    backward = np.flip(np.argsort(np.flip(values, at), axis=at, kind="stable"), at)
    return values.shape[at] - 1 - backward


@operation
def sort(input, dim=-1, descending=False, stable=None):
    at = wrap_dim(dim, input.ndim)
    return _pick(input, _order(input._values, at, descending), at, True, "sort", "SortBackward0")


@operation
def argsort(input, dim=-1, descending=False, stable=None):
    at = wrap_dim(dim, input.ndim)
    return wrap(_order(input._values, at, descending), _dtype.int64)


@operation
def topk(input, k, dim=-1, largest=True, sorted=True):  # noqa: A002
    at = wrap_dim(dim, input.ndim)
    size = input.shape[at] if input.ndim else 1
    if not 0 <= k <= size:
        raise RuntimeError("selected index k out of range")
    order = _order(input._values, at, largest)
    if input.ndim:
        order = order[(*[slice(None)] * at, slice(k))]
    return _pick(input, order, at, True, "topk", "TopkBackward0")
