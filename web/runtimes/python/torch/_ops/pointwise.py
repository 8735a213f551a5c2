"""Functions of every element by itself."""

import numpy as np

from .. import _dtype
from .._autograd.graph import track
from .._dtype import BOOL, INT
from . import _special
from .creation import zeros_like
from .._registry import operation, operation_named
from .._tensor import wrap

_NO_BOOL = {
    "neg": "Negation, the `-` operator, on a bool tensor is not supported. If you are trying to invert a mask, use the `~` "
    "or `logical_not()` operator instead.",
    "relu": "Boolean inputs not supported for relu",
}
_SQRT_PI = float(np.sqrt(np.pi))


def camel(name):
    """`log1p` as in `Log1PBackward0`."""
    text = "".join(part[:1].upper() + part[1:] for part in name.split("_"))
    return "".join(c.upper() if i and text[i - 1].isdigit() and text not in ("Expm1",) else c for i, c in enumerate(text))


def float_type(dtype):
    """The type of a function that makes floats of ints."""
    return dtype if dtype.kind > INT else _dtype.get_default_dtype()


def floats(input):
    """The values as floats, and their type."""
    dtype = float_type(input.dtype)
    values = input._values
    return (values if dtype is input.dtype else values.astype(dtype.compute)), dtype


def _name_of(*names):
    return f"{camel(names[0])}Backward0"


def to_float(names, compute, derivative, saves="input", complex_type=True):
    """Defines a function whose result is floating; `derivative(grad, saved)`."""
    names = names.split()

    def function(input):
        values, dtype = floats(input)
        out = wrap(compute(values), dtype)
        saved = out if saves == "output" else input
        return track(out, _name_of(*names), (input, derivative, saved))

    return operation_named(*names)(function)


def keeping(names, compute, derivative, saves="input", allow_bool=False):
    """Defines a function whose result has the type of its input."""
    names = names.split()

    def function(input):
        if input.dtype.kind == BOOL and not allow_bool:
            raise NotImplementedError(_NO_BOOL.get(names[0]) or f"\"{names[0]}_vml_cpu\" not implemented for 'Bool'")
        out = wrap(compute(input._values), input.dtype)
        saved = () if saves is None else (out if saves == "output" else input,)
        return track(out, _name_of(*names), (input, derivative, *saved))

    return operation_named(*names)(function)


exp = to_float("exp", np.exp, lambda g, y: g * y.conj(), "output")
log = to_float("log", np.log, lambda g, x: g / x.conj())
log1p = to_float("log1p special_log1p", np.log1p, lambda g, x: g / (x.conj() + 1))
sqrt = to_float("sqrt", np.sqrt, lambda g, y: g / (2 * y.conj()), "output")
rsqrt = to_float("rsqrt", lambda x: 1 / np.sqrt(x), lambda g, y: -0.5 * g * y.conj() ** 3, "output")
sin = to_float("sin", np.sin, lambda g, x: g * x.conj().cos())
cos = to_float("cos", np.cos, lambda g, x: g * -x.conj().sin())
tanh = to_float("tanh", np.tanh, lambda g, y: g * (1 - y.conj() ** 2), "output")
sigmoid = to_float("sigmoid special_expit", lambda x: 1 / (1 + np.exp(-x)), lambda g, y: g * (1 - y) * y, "output")
erf = to_float("erf special_erf", _special.erf, lambda g, x: g * (2 / _SQRT_PI) * (-(x**2)).exp())
reciprocal = to_float("reciprocal", lambda x: 1 / x, lambda g, y: -g * (y * y).conj(), "output")

neg = keeping("neg negative", np.negative, lambda g: -g, None)
sign = keeping("sign", np.sign, lambda g: zeros_like(g), None, allow_bool=True)
floor = keeping("floor", np.floor, lambda g: zeros_like(g), None)
relu = keeping("relu", lambda x: np.where(np.isnan(x), x, np.maximum(x, 0)), lambda g, y: g * (y > 0), "output")


@operation_named("abs", "absolute")
def abs(input):  # noqa: A001
    if input.dtype.kind == BOOL:
        raise NotImplementedError("\"abs_cpu\" not implemented for 'Bool'")
    out = wrap(np.abs(input._values), input.dtype.to_real())
    return track(out, "AbsBackward0", (input, lambda g, x: g * x.sgn(), input))


@operation
def sgn(input):
    values = input._values
    if input.dtype.is_complex:
        size = np.abs(values)
        out = wrap(np.where(size == 0, 0, values / np.where(size == 0, 1, size)), input.dtype)
    else:
        out = wrap(np.sign(values), input.dtype)

    def backward(g, x):
        if not x.is_complex():
            return zeros_like(g)
        size = x.abs()
        slope = (g - x.sgn() * (x.sgn().conj() * g).real) / size
        return slope.masked_fill(size == 0, 0)

    return track(out, "SgnBackward0", (input, backward, input))


@operation
def square(input):
    return input**2


def _test(names, compute):
    def function(input):
        return wrap(compute(input._values), _dtype.bool)

    return operation_named(*names.split())(function)


isnan = _test("isnan", np.isnan)
isinf = _test("isinf", np.isinf)
isfinite = _test("isfinite", np.isfinite)
logical_not = _test("logical_not", np.logical_not)


@operation
def bitwise_not(input):
    if input.dtype.kind > INT:
        raise NotImplementedError(f"\"bitwise_not_cpu\" not implemented for '{input.dtype.scalar}'")
    return wrap(np.invert(input._array), input.dtype)
