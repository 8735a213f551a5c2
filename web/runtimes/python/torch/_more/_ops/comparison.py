"""Less frequent: comparisons, logic, the larger and the smaller of two, choices."""

import numpy as np

from torch import _dtype
from torch._autograd.graph import track
from torch._dtype import INT
from torch._ops.binary import common_type, compute, grads, tensors, values
from torch._ops.comparison import _bitwise, _extreme, _logical, gt, lt
from torch._ops.creation import zeros_like
from torch._registry import operation, operation_named
from torch._tensor import Tensor, wrap


logical_xor = _logical("logical_xor", np.logical_xor)
gcd = _bitwise("gcd", np.gcd, "gcd")
lcm = _bitwise("lcm", np.lcm, "lcm")

fmax = _extreme("fmax", np.fmax, gt)
fmin = _extreme("fmin", np.fmin, lt)


def _two_floats(input, other):
    dtype = common_type(input, other)
    return dtype if dtype.kind > INT else _dtype.get_default_dtype()


@operation_named("atan2", "arctan2")
def atan2(input, other):
    out = compute(np.arctan2, input, other, dtype=_two_floats(input, other))
    return track(
        out,
        "Atan2Backward0",
        (input, lambda g, a, b: g * b / (a * a + b * b), input, other),
        (other, lambda g, a, b: g * -a / (a * a + b * b), input, other),
    )


@operation
def hypot(input, other):
    out = compute(np.hypot, input, other, dtype=common_type(input, other))
    return track(
        out,
        "HypotBackward0",
        (input, lambda g, a, y: g * (a / y), input, out),
        (other, lambda g, b, y: g * (b / y), other, out),
    )


@operation
def logaddexp(input, other):
    out = compute(np.logaddexp, input, other, dtype=common_type(input, other))
    return track(
        out,
        "LogaddexpBackward0",
        (input, lambda g, a, b: g / (1 + (b - a).exp()), input, other),
        (other, lambda g, a, b: g / (1 + (a - b).exp()), input, other),
    )


@operation
def logaddexp2(input, other):
    out = compute(np.logaddexp2, input, other, dtype=common_type(input, other))
    return track(
        out,
        "Logaddexp2Backward0",
        (input, lambda g, a, b: g / (1 + (b - a).exp2()), input, other),
        (other, lambda g, a, b: g / (1 + (a - b).exp2()), input, other),
    )


@operation
def copysign(input, other):
    out = compute(np.copysign, input, other, dtype=_two_floats(input, other))
    zero = lambda g: zeros_like(g)  # noqa: E731
    slope = lambda g, x, y: g * (y / x).masked_fill(x == 0, 0)  # noqa: E731
    return track(out, "CopysignBackward0", *grads((input, slope, input, out), (other, zero)))


@operation
def nextafter(input, other):
    return compute(np.nextafter, input, other, dtype=common_type(input, other))


@operation
def heaviside(input, values):
    if input.dtype is not values.dtype:
        raise RuntimeError("heaviside is not yet implemented for tensors with different dtypes.")
    return compute(np.heaviside, input, values, dtype=input.dtype)


@operation_named("xlogy", "special_xlogy")
def xlogy(input, other):
    dtype = _two_floats(input, other)

    def function(x, y):
        product = np.where(x == 0, 0, x * np.log(np.where(x == 0, 1, y)))
        return np.where(np.isnan(y), np.nan, product)

    return track(
        compute(function, input, other, dtype=dtype),
        "XlogyBackward0",
        *grads(
            (input, lambda g, a, b: (g * b.log()).masked_fill((a == 0) & (b <= 0), 0), *tensors(input, other)),
            (other, lambda g, a, b: g * a / b, *tensors(input, other)),
        ),
    )


@operation_named("special_xlog1py")
def special_xlog1py(input, other):
    return xlogy(input, other + 1)


@operation
def isin(elements, test_elements, assume_unique=False, invert=False):
    found = np.isin(*(x._array if isinstance(x, Tensor) else np.asarray(x) for x in (elements, test_elements)), invert=invert)
    return wrap(found, _dtype.bool)


@operation
def is_same_size(input, other):
    return input.shape == other.shape
