"""Less frequent: sums, products, quotients, powers."""

import numpy as np

from torch import _dtype
from torch._autograd.graph import track
from torch._dtype import INT
from torch._ops.arithmetic import _check_zero, _scaled, div, mul, pow
from torch._ops.binary import common_type, compute, result_type
from torch._registry import operation
from torch._tensor import Tensor


@operation
def addcmul(input, tensor1, tensor2, value=1):
    dtype = result_type(input, tensor1, tensor2)
    scale = dtype.compute.type(value)
    out = compute(lambda x, a, b: x + scale * (a * b), input, tensor1, tensor2, dtype=dtype)
    return track(
        out,
        "AddcmulBackward0",
        (input, lambda g: g),
        (tensor1, lambda g, b: _scaled(g * b.conj(), value), tensor2),
        (tensor2, lambda g, a: _scaled(g * a.conj(), value), tensor1),
    )


@operation
def addcdiv(input, tensor1, tensor2, value=1):
    dtype = result_type(input, tensor1, tensor2)
    if tensor1.dtype.kind <= INT and tensor2.dtype.kind <= INT:
        raise RuntimeError(
            "Integer division with addcdiv is no longer supported, and in a future  release addcdiv will perform a true "
            "division of tensor1 and tensor2. The historic addcdiv behavior can be implemented as (input + value * "
            "torch.trunc(tensor1 / tensor2)).to(input.dtype) for integer inputs and as (input + value * tensor1 / tensor2) "
            "for float inputs. The future addcdiv behavior is just the latter implementation: (input + value * tensor1 / "
            "tensor2), for all dtypes."
        )
    scale = dtype.compute.type(value)
    out = compute(lambda x, a, b: x + scale * (a / b), input, tensor1, tensor2, dtype=dtype)
    return track(
        out,
        "AddcdivBackward0",
        (input, lambda g: g),
        (tensor1, lambda g, b: _scaled(g / b.conj(), value), tensor2),
        (tensor2, lambda g, a, b: -_scaled(g * (a / (b * b)).conj(), value), tensor1, tensor2),
    )


@operation
def lerp(input, end, weight):
    if input.dtype is not end.dtype:
        raise RuntimeError(f"expected dtype {input.dtype.cpp} for `end` but got dtype {end.dtype.cpp}")
    dtype = input.dtype
    out = compute(
        lambda a, b, w: np.where(np.abs(w) < 0.5, a + w * (b - a), b - (b - a) * (1 - w)), input, end, weight, dtype=dtype
    )
    if not isinstance(weight, Tensor):
        return track(out, "LerpBackward0", (input, lambda g: g * (1 - weight)), (end, lambda g: g * weight))
    return track(
        out,
        "LerpBackward1",
        (input, lambda g, w: g * (1 - w), weight),
        (end, lambda g, w: g * w, weight),
        (weight, lambda g, a, b: g * (b - a), input, end),
    )


@operation
def fmod(input, other):
    dtype = common_type(input, other)
    if dtype.kind <= INT:
        _check_zero(other)
    out = compute(np.fmod, input, other, dtype=dtype)
    if not isinstance(other, Tensor):
        return track(out, "FmodBackward0", (input, lambda g: g))
    return track(
        out, "FmodBackward1", (input, lambda g: g), (other, lambda g, a, b: -g * div(a, b, "trunc"), input, other)
    )


@operation
def float_power(input, exponent):
    double = _dtype.float64
    if isinstance(exponent, Tensor):
        exponent = exponent.to(double)
    if isinstance(input, Tensor):
        input = input.to(double)
    return pow(input, exponent if isinstance(exponent, Tensor) else float(exponent))


@operation
def ldexp(input, other):
    return mul(input, pow(2.0, other))
