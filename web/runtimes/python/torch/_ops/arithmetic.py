"""Sums, products, quotients, powers."""

import numpy as np

from .. import _dtype
from .._autograd.graph import track
from .._dtype import BOOL, INT
from .binary import common_type, compute, grads, tensors
from .creation import zeros_like
from .._registry import operation, operation_named
from .._tensor import Tensor


def _scaled(x, alpha):
    return x if alpha == 1 else mul(x, alpha)


def _check_alpha(alpha, dtype):
    if isinstance(alpha, bool) and dtype.kind != BOOL:
        raise RuntimeError("Boolean alpha only supported for Boolean results.")
    if isinstance(alpha, float) and dtype.kind <= INT:
        raise RuntimeError("For integral input tensors, argument alpha must not be a floating point number.")


@operation_named("add")
def add(input, other, alpha=1):
    dtype = common_type(input, other)
    if alpha != 1:
        _check_alpha(alpha, dtype)
        out = compute(lambda a, b: a + b * dtype.compute.type(alpha), input, other, dtype=dtype)
    else:
        out = compute(np.add, input, other, dtype=dtype)
    return track(out, "AddBackward0", *grads((input, lambda g: g), (other, lambda g: _scaled(g, alpha))))


@operation_named("sub", "subtract")
def sub(input, other, alpha=1):
    if BOOL in (_kind(input), _kind(other)):
        if _kind(input) == _kind(other) == BOOL:
            raise NotImplementedError(
                "Subtraction, the `-` operator, with two bool tensors is not supported. Use the `^` or `logical_xor()` "
                "operator instead."
            )
        raise NotImplementedError(
            "Subtraction, the `-` operator, with a bool tensor is not supported. If you are trying to invert a mask, use "
            "the `~` or `logical_not()` operator instead."
        )
    dtype = common_type(input, other)
    if alpha != 1:
        _check_alpha(alpha, dtype)
        out = compute(lambda a, b: a - b * dtype.compute.type(alpha), input, other, dtype=dtype)
    else:
        out = compute(np.subtract, input, other, dtype=dtype)
    return track(out, "SubBackward0", *grads((input, lambda g: g), (other, lambda g: -_scaled(g, alpha))))


def _kind(x):
    return x.dtype.kind if isinstance(x, Tensor) else BOOL if isinstance(x, bool) else INT


@operation
def rsub(input, other, alpha=1):
    """other - alpha * input"""
    if _kind(input) == BOOL:
        sub(input, other)
    dtype = common_type(input, other)
    out = compute(lambda a, b: b - _times(a, alpha), input, other, dtype=dtype)
    name = "RsubBackward0" if isinstance(other, Tensor) else "RsubBackward1"
    return track(out, name, *grads((input, lambda g: -_scaled(g, alpha)), (other, lambda g: g)))


def _times(array, alpha):
    return array if alpha == 1 else array * array.dtype.type(alpha)


@operation_named("mul", "multiply")
def mul(input, other):
    dtype = common_type(input, other)
    out = compute(np.logical_and if dtype.kind == BOOL else np.multiply, input, other, dtype=dtype)
    return track(
        out,
        "MulBackward0",
        *grads(
            (input, lambda g, b: g * b.conj(), other) if isinstance(other, Tensor) else (input, lambda g: g * _conj(other)),
            (other, lambda g, a: g * a.conj(), input) if isinstance(input, Tensor) else (other, lambda g: g * _conj(input)),
        ),
    )


def _conj(number):
    return number.conjugate() if isinstance(number, complex) else number


@operation_named("div", "divide")
def div(input, other, rounding_mode=None):
    dtype = common_type(input, other)
    if rounding_mode is None:
        return _true_divide(input, other, dtype)
    if rounding_mode not in ("trunc", "floor"):
        raise RuntimeError(
            f"div expected rounding_mode to be one of None, 'trunc', or 'floor' but found '{rounding_mode}'"
        )
    if dtype.kind <= INT:
        _check_zero(other)
    function = np.floor_divide if rounding_mode == "floor" else _truncated
    out = compute(function, input, other, dtype=dtype)
    zero = lambda g: zeros_like(g)  # noqa: E731
    return track(out, "DivBackward2", *grads((input, zero), (other, zero)))


def _true_divide(input, other, dtype):
    if dtype.kind <= INT:
        dtype = _dtype.get_default_dtype()
    out = compute(np.true_divide, input, other, dtype=dtype)
    if not isinstance(other, Tensor):
        return track(out, "DivBackward0", (input, lambda g: g / _conj(other)))
    return track(
        out,
        "DivBackward0",
        *grads(
            (input, lambda g, b: g / b.conj(), other),
            (other, lambda g, a, b: -g * ((a / b) / b).conj(), *tensors(input, other)),
        ),
    )


def _truncated(a, b):
    if a.dtype.kind == "f":
        return np.trunc(a / b)
    return np.sign(a) * np.sign(b) * (np.abs(a) // np.abs(b))


def _check_zero(other):
    if not np.all(other._array if isinstance(other, Tensor) else other):
        raise RuntimeError("ZeroDivisionError")


@operation
def true_divide(input, other):
    return div(input, other)


@operation
def floor_divide(input, other):
    dtype = common_type(input, other)
    if dtype.kind <= INT:
        _check_zero(other)
    out = compute(_floor_divide, input, other, dtype=dtype)
    return track(out, "NotImplemented", *grads((input, _not_implemented("floor_divide")), (other, _not_implemented("floor_divide"))))


def _floor_divide(a, b):
    if a.dtype.kind == "f":
        return np.where(b == 0, a / b, np.floor_divide(a, b))
    return np.floor_divide(a, b)


def _not_implemented(name):
    def backward(g):
        raise RuntimeError(f"derivative for aten::{name} is not implemented")

    return backward


@operation
def remainder(input, other):
    dtype = common_type(input, other)
    if dtype.kind <= INT:
        _check_zero(other)
    out = compute(np.remainder, input, other, dtype=dtype)
    if not isinstance(other, Tensor):
        return track(out, "RemainderBackward0", (input, lambda g: g))
    if not isinstance(input, Tensor):
        return track(out, "NotImplemented", (other, _not_implemented("remainder")))
    return track(
        out, "RemainderBackward1", (input, lambda g: g), (other, lambda g, a, b: -g * div(a, b, "floor"), input, other)
    )


@operation_named("pow")
def pow(input, exponent):  # noqa: A001
    dtype = common_type(input, exponent)
    if dtype.kind <= INT and not (isinstance(exponent, Tensor) and exponent.dtype.kind == BOOL):
        low = exponent._array.min(initial=0) if isinstance(exponent, Tensor) else exponent
        if low < 0 and not isinstance(exponent, Tensor):
            raise RuntimeError("Integers to negative integer powers are not allowed.")
    out = compute(_power, input, exponent, dtype=dtype)
    if not isinstance(exponent, Tensor):
        return track(out, "PowBackward0", (input, lambda g, x: _pow_slope(g, x, exponent), input))
    if not isinstance(input, Tensor):
        return track(out, "PowBackward2", (exponent, lambda g, y, e: _exponent_slope(g, input, y, e), out, exponent))
    return track(
        out,
        "PowBackward1",
        (input, lambda g, x, e: (g * (e * x ** (e - 1)).conj()).masked_fill(e == 0, 0), input, exponent),
        (exponent, lambda g, x, y, e: _exponent_slope(g, x, y, e), input, out, exponent),
    )


def _power(a, b):
    if a.dtype.kind in "iu":
        with np.errstate(all="ignore"):
            return np.where(b < 0, np.where(np.abs(a) == 1, a ** np.abs(b), 0), a ** np.abs(b))
    if b.ndim == 0 and b == 2:
        return a * a
    if b.ndim == 0 and b == 3:
        return a * a * a
    if b.ndim == 0 and b == 0.5:
        return np.sqrt(a)
    return np.power(a, b)


def _pow_slope(g, x, exponent):
    if exponent == 0:
        return zeros_like(g)
    return g * (_conj(exponent) * (x ** (exponent - 1)).conj())


def _exponent_slope(g, base, out, exponent):
    if isinstance(base, Tensor):
        slope = (out * base.log()).conj().masked_fill((base == 0) & (exponent >= 0), 0)
        return g * slope
    return g * (out * float(np.log(base))).conj() if base else g * (out * 0)
