"""Sums, means, spreads, norms: many elements become one."""

import math

import numpy as np

from .. import _dtype
from .._autograd.graph import track
from .._dtype import BOOL, FLOAT, INT
from . import shape as _shape
from .convert import to_dtype
from .creation import zeros_like
from .dims import wrap_dim, wrap_dims
from .summation import float_sum
from .._registry import operation, operation_named
from .._tensor import Tensor, wrap


def restore(g, shape, dims, keepdim):
    """A gradient of a reduction in the shape of its input."""
    if not keepdim and shape:
        for d in sorted(dims):
            g = _shape.unsqueeze(g, d)
    return _shape.expand(g, shape)


def _sum_type(input, dtype):
    if dtype is not None:
        return _dtype.as_dtype(dtype)
    return _dtype.int64 if input.dtype.kind <= INT else input.dtype


@operation_named("sum")
def sum(input, dim=None, keepdim=False, dtype=None):  # noqa: A001
    kind = _sum_type(input, dtype)
    if kind is not input.dtype and dtype is not None:
        return sum(to_dtype(input, kind), dim, keepdim)
    dims = wrap_dims(dim, input.ndim)
    if kind.kind == FLOAT and input.dtype is kind:
        out = wrap(float_sum(input._values, dims, keepdim), kind)
    else:
        out = wrap(np.sum(input._values, axis=dims, keepdims=keepdim, dtype=kind.compute), kind)
    shape = input.shape
    name = "SumBackward0" if dim is None else "SumBackward1"
    return track(out, name, (input, lambda g: restore(g, shape, dims, keepdim)))


@operation
def mean(input, dim=None, keepdim=False, dtype=None):
    if dtype is not None:
        input = to_dtype(input, _dtype.as_dtype(dtype))
    if input.dtype.kind < FLOAT:
        raise RuntimeError(
            "mean(): could not infer output dtype. Input dtype must be either a floating point or complex dtype. Got: "
            f"{input.dtype.scalar}"
        )
    dims = wrap_dims(dim, input.ndim)
    shape = input.shape
    count = math.prod(shape[d] for d in dims) if shape else 1
    total = float_sum(input._values, dims, keepdim)
    out = wrap(total / total.dtype.type(count), input.dtype)
    name = "MeanBackward0" if dim is None else "MeanBackward1"
    return track(out, name, (input, lambda g: restore(g, shape, dims, keepdim) / count))


# --- spread -----------------------------------------------------------------------------------------------------


def _variance(input, dim, unbiased, keepdim, correction, root, name):
    if isinstance(dim, bool):
        dim, unbiased = None, dim
    if input.dtype.kind < FLOAT:
        raise RuntimeError(f"{'std and var' if name != 'var_mean' else name} only support floating point and complex dtypes")
    if unbiased is not None:
        correction = int(unbiased)
    correction = 1 if correction is None else correction
    dims = wrap_dims(dim, input.ndim)
    shape = input.shape
    count = math.prod(shape[d] for d in dims) if shape else 1
    wide = input._values.astype(np.complex128 if input.dtype.is_complex else np.float64)
    center = wide - wide.mean(axis=dims, keepdims=True) if count else wide
    squares = np.sum(np.abs(center) ** 2, axis=dims, keepdims=keepdim)
    free = max(count - correction, 0)
    variance = squares / free if free else np.where(squares == 0, np.nan, np.nan if count <= 1 else np.inf)
    kind = input.dtype.to_real()
    out = wrap(np.sqrt(variance) if root else variance, kind)

    def to_input(g, x):
        centered = x - mean(x, dims, True)
        return restore(g, shape, dims, keepdim) * (2 / free if free else math.inf) * centered

    if not root:
        return track(out, name, (input, to_input, input))

    def to_input_of_root(g, x, y):
        return to_input((g / (2 * y)).masked_fill(y == 0, 0), x)

    return track(out, name, (input, to_input_of_root, input, out))


@operation
def var(input, dim=None, unbiased=None, keepdim=False, correction=None):
    return _variance(input, dim, unbiased, keepdim, correction, False, "VarBackward0")


@operation
def std(input, dim=None, unbiased=None, keepdim=False, correction=None):
    return _variance(input, dim, unbiased, keepdim, correction, True, "StdBackward0")


@operation
def logsumexp(input, dim, keepdim=False):
    if input.dtype.kind < FLOAT:
        input = to_dtype(input, _dtype.get_default_dtype())
    dims, shape = wrap_dims(dim, input.ndim), input.shape
    values = input._values
    top = values.max(axis=dims, keepdims=True) if values.size else np.zeros_like(values.sum(axis=dims, keepdims=True))
    top = np.where(np.isinf(top), 0, top)
    total = np.log(np.sum(np.exp(values - top), axis=dims, keepdims=True)) + top
    out = wrap(total if keepdim else total.squeeze(dims) if shape else total, input.dtype)

    def backward(g, x, y):
        weights = (x - restore(y, shape, dims, keepdim)).exp()
        return restore(g, shape, dims, keepdim) * weights

    return track(out, "LogsumexpBackward0", (input, backward, input, out))


# --- truth ------------------------------------------------------------------------------------------------------


def _truth(name, function):
    def reduce(input, dim=None, keepdim=False):
        dims = wrap_dims(dim, input.ndim) if dim != () else ()
        kind = _dtype.uint8 if input.dtype is _dtype.uint8 else _dtype.bool
        array = input._array if input.dtype.kind == BOOL else input._array != 0
        return wrap(function(array, axis=dims, keepdims=keepdim), kind)

    return operation_named(name)(reduce)


any = _truth("any", np.any)  # noqa: A001
all = _truth("all", np.all)  # noqa: A001


# --- norms ------------------------------------------------------------------------------------------------------


@operation_named("linalg_vector_norm")
def vector_norm(input, ord=2, dim=None, keepdim=False, dtype=None):  # noqa: A002
    if dtype is not None:
        input = to_dtype(input, _dtype.as_dtype(dtype))
    if input.dtype.kind < FLOAT:
        raise RuntimeError(
            "linalg.vector_norm: Expected a floating point or complex tensor as input. Got " + input.dtype.scalar
        )
    dims, shape = wrap_dims(dim, input.ndim), input.shape
    out = wrap(_norm_of(np.abs(input._values), float(ord), dims, keepdim), input.dtype.to_real())

    def backward(g, x, y):
        return _norm_slope(restore(g, shape, dims, keepdim), x, restore(y, shape, dims, keepdim), float(ord), dims)

    return track(out, "LinalgVectorNormBackward0", (input, backward, input, out))


def _norm_of(size, order, dims, keepdim):
    if order == math.inf:
        return size.max(axis=dims, keepdims=keepdim, initial=0)
    if order == -math.inf:
        return size.min(axis=dims, keepdims=keepdim)
    if order == 0:
        return np.sum(size != 0, axis=dims, keepdims=keepdim).astype(size.dtype)
    if order == 1:
        return np.sum(size, axis=dims, keepdims=keepdim)
    if order == 2:
        return np.sqrt(np.sum(size * size, axis=dims, keepdims=keepdim))
    return np.sum(size**order, axis=dims, keepdims=keepdim) ** size.dtype.type(1 / order)


def _norm_slope(g, x, norm, order, dims):
    if order == 0:
        return zeros_like(g)
    if order == 1:
        return x.sgn() * g
    if order == 2:
        return x * (g / norm).masked_fill(norm == 0, 0)
    if math.isinf(order):
        hits = x.abs() == norm
        return x.sgn() * (g / hits.sum(dims, keepdim=True)) * hits
    slope = x.sgn() * x.abs() ** (order - 1) * (g / norm ** (order - 1))
    return slope.masked_fill(norm == 0, 0)


def norm(input, p="fro", dim=None, keepdim=False, out=None, dtype=None):
    """The norm of all elements, or along dimensions: `p` is a number, "fro" or "nuc".

    torch.norm(input, p="fro", dim=None, keepdim=False, dtype=None)
    """
    dims = (dim,) if isinstance(dim, int) else dim
    if p == "nuc":
        from .._more._ops.linalg import matrix_norm

        return matrix_norm(input, "nuc", dims if dims is not None else (-2, -1), keepdim)
    if input.dtype.kind < FLOAT and dtype is None:
        raise RuntimeError(
            "linalg.vector_norm: Expected a floating point or complex tensor as input. Got " + input.dtype.scalar
        )
    return vector_norm(input, 2 if p in ("fro", None) else p, None if dims is None else tuple(dims), keepdim, dtype)


Tensor.norm = lambda self, p="fro", dim=None, keepdim=False, dtype=None: norm(self, p, dim, keepdim, dtype=dtype)


# --- running sums -----------------------------------------------------------------------------------------------


@operation
def cumsum(input, dim, dtype=None):
    kind = _sum_type(input, dtype)
    if dtype is not None:
        input = to_dtype(input, kind)
    at = wrap_dim(dim, input.ndim)
    wide = np.float64 if kind.compute == np.float32 else kind.compute
    out = wrap(np.cumsum(np.asarray(input._values, order="C"), axis=at, dtype=wide) if input.ndim else input._array.copy(), kind)
    return track(out, "CumsumBackward0", (input, lambda g: _reverse_cumsum(g, at)))


def _reverse_cumsum(g, at):
    return g.flip((at,)).cumsum(at).flip((at,)) if g.ndim else g
