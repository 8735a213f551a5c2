"""Comparisons, logic, the larger and the smaller of two, choices."""

import numpy as np

from .. import _dtype
from .._autograd.graph import track
from .._dtype import BOOL, INT
from .binary import common_type, compute, grads, result_type, values
from .dims import broadcast_shapes
from .gather import nonzero
from .._registry import operation, operation_named
from .._tensor import Tensor, wrap


def _compare(names, function):
    def compare(input, other):
        dtype = common_type(input, other)
        if not isinstance(other, Tensor) and isinstance(other, int) and dtype.kind == INT and not isinstance(other, bool):
            return wrap(function(input._array, other), _dtype.bool)
        return compute(function, input, other, dtype=dtype, out=_dtype.bool)

    return operation_named(*names.split())(compare)


eq = _compare("eq", np.equal)
ne = _compare("ne not_equal", np.not_equal)
lt = _compare("lt less", np.less)
le = _compare("le less_equal", np.less_equal)
gt = _compare("gt greater", np.greater)
ge = _compare("ge greater_equal", np.greater_equal)


def _logical(name, function):
    def logical(input, other):
        return compute(function, input, other, dtype=common_type(input, other), out=_dtype.bool)

    return operation_named(name)(logical)


logical_and = _logical("logical_and", np.logical_and)
logical_or = _logical("logical_or", np.logical_or)


def _bitwise(names, function, kernel):
    def bitwise(input, other):
        dtype = common_type(input, other)
        if dtype.kind > INT:
            raise NotImplementedError(f"\"{kernel}_cpu\" not implemented for '{dtype.scalar}'")
        return compute(function, input, other, dtype=dtype)

    return operation_named(*names.split())(bitwise)


bitwise_and = _bitwise("bitwise_and __and__", np.bitwise_and, "bitwise_and")
bitwise_or = _bitwise("bitwise_or __or__", np.bitwise_or, "bitwise_or")
bitwise_xor = _bitwise("bitwise_xor __xor__", np.bitwise_xor, "bitwise_xor")
bitwise_left_shift = _bitwise("bitwise_left_shift __lshift__", np.left_shift, "lshift")
bitwise_right_shift = _bitwise("bitwise_right_shift __rshift__", np.right_shift, "rshift")


def _extreme(name, function, better):
    """Maximum or minimum; equal elements share the gradient."""

    def extreme(input, other):
        out = compute(function, input, other, dtype=common_type(input, other))

        def share(g, own, rival):
            return where(own == rival, g / 2, g).masked_fill(better(rival, own), 0)

        return track(out, f"{name.title()}Backward0", (input, share, input, other), (other, share, other, input))

    return operation_named(name)(extreme)


maximum = _extreme("maximum", np.maximum, gt)
minimum = _extreme("minimum", np.minimum, lt)


@operation
def where(condition, input=None, other=None):
    if input is None:
        return nonzero(condition, as_tuple=True)
    if condition.dtype.kind != BOOL:
        if condition.dtype is not _dtype.uint8:
            raise RuntimeError(
                f"where expected condition to be a boolean tensor, but got a tensor with dtype {condition.dtype.scalar}"
            )
        condition = condition.to(_dtype.bool)
    dtype = common_type(input, other)
    x, y = values(input, dtype), values(other, dtype)
    broadcast_shapes(broadcast_shapes(condition.shape, x.shape), y.shape)
    out = wrap(np.where(condition._array, x, y), dtype)
    return track(
        out,
        "WhereBackward0",
        *grads((input, lambda g, c: where(c, g, 0), condition), (other, lambda g, c: where(c, 0, g), condition)),
    )


@operation_named("clamp", "clip")
def clamp(input, min=None, max=None):  # noqa: A002
    if min is None and max is None:
        raise RuntimeError("torch.clamp: At least one of 'min' or 'max' must not be None")
    dtype = result_type(*[x for x in (input, min, max) if x is not None])
    out = compute(lambda x: x, input, dtype=dtype)
    if min is not None:
        out = compute(np.maximum, out, min, dtype=dtype)
    if max is not None:
        out = compute(np.minimum, out, max, dtype=dtype)
    if isinstance(min, Tensor) or isinstance(max, Tensor):
        return _track_clamp(out, input, min, max)
    return track(out, "ClampBackward1", (input, lambda g, x: g * _strictly_inside(x, min, max), input))


def _strictly_inside(x, low, high):
    if low is None or high is None:
        return x < high if low is None else x > low
    return (x > low) & (x < high)


def _track_clamp(out, input, low, high):
    """With tensors as bounds; an element that equals its bound shares the gradient with it."""

    def to_input(g, x):
        for bound, beyond in ((low, lt), (high, gt)):
            if bound is not None:
                g = where(x == bound, g / 2, g).masked_fill(beyond(x, bound), 0)
        return g

    def to_bound(bound, inside):
        return lambda g, x: where(x == bound, g / 2, g).masked_fill(inside(x, bound), 0)

    vjps = [(input, to_input, input)]
    if low is not None:
        vjps.append((low, to_bound(low, gt), input))
    if high is not None:
        vjps.append((high, to_bound(high, lt), input))
    return track(out, "ClampBackward0", *vjps)


@operation
def clamp_min(input, min):  # noqa: A002
    if isinstance(min, Tensor):
        return _extreme_of(maximum, input, min, "ClampMinBackward1")
    out = clamp(input.detach(), min=min)
    return track(out, "ClampMinBackward0", (input, lambda g, x: g * (x > min), input))


@operation
def clamp_max(input, max):  # noqa: A002
    if isinstance(max, Tensor):
        return _extreme_of(minimum, input, max, "ClampMaxBackward1")
    out = clamp(input.detach(), max=max)
    return track(out, "ClampMaxBackward0", (input, lambda g, x: g * (x < max), input))


def _extreme_of(function, input, bound, name):
    out = function(input, bound)
    return out if out._node is None else track(out.detach(), name, (out, lambda g: g))


@operation
def isclose(input, other, rtol=1e-05, atol=1e-08, equal_nan=False):
    if input.dtype is not other.dtype:
        raise RuntimeError(f"{input.dtype.scalar} did not match {other.dtype.scalar}")
    a, b = (x._array.astype(np.float64) if not x.dtype.is_complex else x._array for x in (input, other))
    broadcast_shapes(a.shape, b.shape)
    close = (a == b) | (np.isfinite(b) & (np.abs(a - b) <= atol + rtol * np.abs(b)))
    if equal_nan:
        close = close | (np.isnan(a) & np.isnan(b))
    return wrap(close, _dtype.bool)


@operation
def allclose(input, other, rtol=1e-05, atol=1e-08, equal_nan=False):
    return bool(isclose(input, other, rtol, atol, equal_nan)._array.all())


@operation
def equal(input, other):
    if input.shape != other.shape:
        return False
    return bool(np.array_equal(input._array, other._array))


def _where(self, condition, other):
    """The elements where `condition` is true, those of `other` elsewhere."""
    return where(condition, self, other)


Tensor.where = _where
