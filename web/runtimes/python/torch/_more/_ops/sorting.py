"""Less frequent: order: extremes with their places, sorting, medians, unique values, histograms."""

import numpy as np

from torch import _dtype
from torch._autograd.graph import relabel, track
from torch._dtype import FLOAT, INT
from torch._namedtuples import named_tuple
from torch._ops import shape as _shape
from torch._ops.creation import ones_like
from torch._ops.dims import wrap_dim
from torch._ops.gather import gather
from torch._ops.sorting import _order, _pick, _shared, amax, amin, max, min, sort
from torch._registry import operation, operation_named
from torch._tensor import Tensor, wrap


# --- sets and counts --------------------------------------------------------------------------------------------


def unique(input, sorted=True, return_inverse=False, return_counts=False, dim=None):  # noqa: A002
    """The different elements, in order; with their places and counts on request.

    torch.unique(input, sorted=True, return_inverse=False, return_counts=False, dim=None)
    """
    axis = None if dim is None else wrap_dim(dim, input.ndim)
    found, inverse, counts = np.unique(input._array, return_inverse=True, return_counts=True, axis=axis)
    inverse = inverse.reshape(input.shape if axis is None else -1)
    return _unique_result(input, found, inverse, counts, return_inverse, return_counts)


def _unique_result(input, found, inverse, counts, return_inverse, return_counts):
    results = [wrap(found, input.dtype)]
    if return_inverse:
        results.append(wrap(inverse, _dtype.int64))
    if return_counts:
        results.append(wrap(counts, _dtype.int64))
    return results[0] if len(results) == 1 else tuple(results)


def unique_consecutive(input, return_inverse=False, return_counts=False, dim=None):
    """The elements without repetitions next to each other."""
    axis = 0 if dim is None else wrap_dim(dim, input.ndim)
    array = input._array.reshape(-1) if dim is None else np.moveaxis(input._array, axis, 0)
    rows = array.reshape(len(array), -1)
    new = np.r_[True, (rows[1:] != rows[:-1]).any(1)] if len(rows) else np.zeros(0, bool)
    starts = np.flatnonzero(new)
    inverse = np.cumsum(new) - 1
    counts = np.diff(np.r_[starts, len(rows)])
    found = array[starts] if dim is None else np.moveaxis(array[starts], 0, axis)
    inverse = inverse.reshape(input.shape) if dim is None else inverse
    return _unique_result(input, found, inverse, counts, return_inverse, return_counts)


Tensor.unique, Tensor.unique_consecutive = unique, unique_consecutive


@operation
def bincount(input, weights=None, minlength=0):
    if input.ndim != 1 or (input.numel() and input._array.min() < 0):
        raise RuntimeError("bincount only supports 1-d non-negative integral inputs.")
    if input.dtype.kind > INT:
        raise NotImplementedError(f"\"bincount_cpu\" not implemented for '{input.dtype.scalar}'")
    counts = np.bincount(input._array.astype(np.intp), None if weights is None else weights._array, minlength)
    return wrap(counts, _dtype.int64 if weights is None else weights.dtype if weights.dtype.kind == FLOAT else _dtype.float64)


@operation
def aminmax(input, dim=None, keepdim=False):
    both = (relabel(extreme(input, dim, keepdim), "AminmaxBackward0") for extreme in (amin, amax))
    return named_tuple("aminmax", "min max", both)


@operation
def msort(input):
    return sort(input, 0)[0]


@operation
def kthvalue(input, k, dim=-1, keepdim=False):
    at = wrap_dim(dim, input.ndim)
    if input.ndim and not 1 <= k <= input.shape[at]:
        raise RuntimeError("kthvalue(): selected number k out of range for dimension " + str(at))
    order = _order(input._values, at, False)
    if input.ndim:
        order = order[(*[slice(None)] * at, slice(k - 1, k))]
    return _pick(input, order, at, keepdim, "kthvalue", "KthvalueBackward0")


def _median(name, nan_last):
    def median(input, dim=None, keepdim=False):
        if dim is None:
            flat = _shape.reshape(input, (-1,))
            values = _median_index(flat, 0, nan_last)
            out = wrap(np.take(flat._array, values[0]), input.dtype)
            return track(out, f"{name.title()}Backward0", (input, _shared, input, out))
        at = wrap_dim(dim, input.ndim)
        indices = _median_index(input, at, nan_last) if input.ndim else np.zeros((), np.int64)
        return _pick(input, indices, at, keepdim, name, f"{name.title()}Backward1")

    return operation_named(name)(median)


def _median_index(input, at, ignore_nan):
    values = input._values
    order = _order(values, at, False)
    nan = np.isnan(values) if values.dtype.kind == "f" else np.zeros(values.shape, bool)
    known = (~nan).sum(at, keepdims=True)
    middle = np.maximum(known - 1, 0) // 2
    if not ignore_nan:
        middle = np.where(nan.any(at, keepdims=True), known, middle)
    return np.take_along_axis(order, middle, at)


median = _median("median", False)
nanmedian = _median("nanmedian", True)


@operation
def mode(input, dim=-1, keepdim=False):
    at = wrap_dim(dim, input.ndim)
    if not input.ndim:
        return _pick(input, None, at, keepdim, "mode", "ModeBackward0")
    array = np.moveaxis(input._array, at, -1)
    index = np.apply_along_axis(_last_most_frequent, -1, array)
    return _pick(input, np.expand_dims(index, at), at, keepdim, "mode", "ModeBackward0")


def _last_most_frequent(row):
    found, counts = np.unique(row, return_counts=True)
    return np.flatnonzero(row == found[counts.argmax()])[-1]


def _quantile(name, skip_nan):
    def quantile(input, q, dim=None, keepdim=False, interpolation="linear"):
        if not input.dtype.is_floating_point:
            raise RuntimeError(f"{name}() input tensor must be either float or double dtype")
        points = q if isinstance(q, Tensor) else wrap(np.asarray(q), input.dtype)
        if points.dtype is not input.dtype:
            raise RuntimeError(f"{name}() q tensor must be same dtype as the input tensor")
        if ((points < 0) | (points > 1)).any():
            raise RuntimeError(f"{name}() q values must be in the range [0, 1]" if points.ndim else f"{name}() q must be in the range [0, 1] but got {q}")
        at = 0 if dim is None else wrap_dim(dim, input.ndim)
        flat = _shape.reshape(input, (-1,)) if dim is None else input
        ordered = sort(flat, at)[0].movedim(at, -1) if flat.ndim else flat.reshape((1,))
        last = ordered.shape[-1] - 1
        if skip_nan:
            count = (~ordered.isnan()).sum(-1, keepdim=True)
            rank = points.reshape((-1,)) * (count - 1).clamp(min=0).to(input.dtype)
        else:
            rank = (points.reshape((-1,)) * last).expand((*ordered.shape[:-1], points.numel()))
            nan = ordered.isnan().any(-1, keepdim=True)
            rank = rank.masked_fill(nan, float(last))
        values = _between(ordered, rank, interpolation)
        result = values.movedim(-1, 0)
        if keepdim:
            if dim is None:
                result = result.reshape((result.shape[0], *[1] * input.ndim))
            else:
                result = _shape.unsqueeze(result, at + 1)
        return result.squeeze(0) if not points.ndim else result

    return operation_named(name)(quantile)


def _between(ordered, rank, interpolation):
    low = rank.floor()
    if interpolation == "lower":
        return gather(ordered, -1, low.long())
    if interpolation == "nearest":
        return gather(ordered, -1, rank.round().long())
    high = rank.ceil()
    upper = gather(ordered, -1, high.long())
    if interpolation == "higher":
        return upper
    weight = rank - low if interpolation == "linear" else ones_like(rank) * 0.5
    return gather(ordered, -1, low.long()).lerp(upper, weight)


quantile = _quantile("quantile", False)
nanquantile = _quantile("nanquantile", True)


def _running(name, function, better):
    def running(input, dim):
        at = wrap_dim(dim, input.ndim)
        values = input._values
        if not input.ndim:
            return _pick(input, None, at, True, name, f"{name.title()}Backward0")
        best = function.accumulate(values, axis=at)
        places = np.arange(values.shape[at]).reshape([-1 if d == at else 1 for d in range(values.ndim)])
        hits = (values == best) | (np.isnan(values) if values.dtype.kind == "f" else False)
        index = np.maximum.accumulate(np.where(hits, places, 0), axis=at)
        shape = input.shape
        out, where = wrap(best, input.dtype), wrap(index, _dtype.int64)
        track(
            (out, where),
            f"{name.title()}Backward0",
            (input, lambda g: g[0].new_zeros(shape).scatter_add(at, where, g[0])),
        )
        return named_tuple(name, "values indices", (out, where))

    return operation_named(name)(running)


cummax = _running("cummax", np.maximum, np.greater_equal)
cummin = _running("cummin", np.minimum, np.less_equal)


@operation
def searchsorted(sorted_sequence, input=None, self=None, out_int32=False, right=False, side=None, sorter=None):
    wanted = input if input is not None else self
    values = wanted._array if isinstance(wanted, Tensor) else np.asarray(wanted)
    where = "right" if right or side == "right" else "left"
    rows = sorted_sequence._array
    if sorter is not None:
        rows = np.take_along_axis(rows, sorter._array, -1)
    if rows.ndim == 1:
        found = np.searchsorted(rows, values, where)
    else:
        pairs = zip(rows.reshape(-1, rows.shape[-1]), values.reshape(-1, values.shape[-1]), strict=True)
        found = np.stack([np.searchsorted(row, value, where) for row, value in pairs]).reshape(values.shape)
    return wrap(found, _dtype.int32 if out_int32 else _dtype.int64)


@operation
def bucketize(input, boundaries, out_int32=False, right=False, **_):
    wanted = input if isinstance(input, Tensor) else wrap(np.asarray(input), _dtype.of_number(input))
    return searchsorted(boundaries, wanted, out_int32=out_int32, right=right)


@operation
def histc(input, bins=100, min=0, max=0):  # noqa: A002
    low, high = (min, max) if min != max else (input._array.min(), input._array.max())
    if low == high:
        low, high = low - 1, high + 1
    return wrap(np.histogram(input._array, bins, (low, high))[0], input.dtype)
