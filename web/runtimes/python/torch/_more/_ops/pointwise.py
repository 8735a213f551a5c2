"""Less frequent: functions of every element by itself."""

import numpy as np

from torch import _dtype
from torch._autograd.graph import track
from torch._dtype import BOOL, INT
from torch._more._ops import _special
from torch._ops.creation import zeros_like
from torch._ops.pointwise import _SQRT_PI, _test, float_type, floats, isfinite, keeping, to_float
from torch._registry import operation, operation_named
from torch._tensor import Tensor, wrap


@operation_named("round", "special_round")
def round(input, decimals=0):  # noqa: A001
    if input.dtype.kind == BOOL:
        raise NotImplementedError("\"round_vml_cpu\" not implemented for 'Bool'")
    out = wrap(np.round(input._values, decimals), input.dtype)
    return track(out, "RoundBackward1" if decimals else "RoundBackward0", (input, lambda g: zeros_like(g)))


_LN2, _LN10 = float(np.log(2)), float(np.log(10))
exp2 = to_float("exp2 special_exp2", np.exp2, lambda g, y: g * y.conj() * _LN2, "output")
expm1 = to_float("expm1 special_expm1", np.expm1, lambda g, y: g * (y.conj() + 1), "output")
log2 = to_float("log2", np.log2, lambda g, x: g / (x.conj() * _LN2))
log10 = to_float("log10", np.log10, lambda g, x: g / (x.conj() * _LN10))
tan = to_float("tan", np.tan, lambda g, y: g * (1 + y.conj() ** 2), "output")
asin = to_float("asin arcsin", np.arcsin, lambda g, x: g * (1 - x.conj() ** 2).rsqrt())
acos = to_float("acos arccos", np.arccos, lambda g, x: g * -((1 - x.conj() ** 2).rsqrt()))
atan = to_float("atan arctan", np.arctan, lambda g, x: g / (x.conj() ** 2 + 1))
sinh = to_float("sinh", np.sinh, lambda g, x: g * x.conj().cosh())
cosh = to_float("cosh", np.cosh, lambda g, x: g * x.conj().sinh())
asinh = to_float("asinh arcsinh", np.arcsinh, lambda g, x: g * (x.conj() ** 2 + 1).rsqrt())
acosh = to_float("acosh arccosh", np.arccosh, lambda g, x: g * (x.conj() ** 2 - 1).rsqrt())
atanh = to_float("atanh arctanh", np.arctanh, lambda g, x: g / (1 - x.conj() ** 2))
erfc = to_float("erfc special_erfc", _special.erfc, lambda g, x: g * (-2 / _SQRT_PI) * (-(x**2)).exp())
erfinv = to_float("erfinv special_erfinv", _special.erfinv, lambda g, x: g * (_SQRT_PI / 2) * (x.erfinv() ** 2).exp())
lgamma = to_float("lgamma special_gammaln", _special.lgamma, lambda g, x: g * x.digamma())
digamma = to_float("digamma special_digamma special_psi", lambda x: _special.polygamma(0, x), lambda g, x: g * polygamma(1, x))
sinc = to_float("sinc special_sinc", np.sinc, lambda g, x: g * _sinc_slope(x))
i0 = to_float("i0 special_i0", lambda x: _special.bessel(x, 0) * np.exp(np.abs(x)), lambda g, x: g * i1(x))
i1 = to_float("special_i1", lambda x: _special.bessel(x, 1) * np.exp(np.abs(x)), lambda g, x: g * (i0(x) - i1(x) / x))
deg2rad = to_float("deg2rad", np.deg2rad, lambda g, x: g * (np.pi / 180))
rad2deg = to_float("rad2deg", np.rad2deg, lambda g, x: g * (180 / np.pi))
ceil = keeping("ceil", np.ceil, lambda g: zeros_like(g), None)
trunc = keeping("trunc fix", np.trunc, lambda g: zeros_like(g), None)
frac = keeping("frac", lambda x: x - np.trunc(x), lambda g: g, None)


def _sinc_slope(x):
    px = x * np.pi
    return ((px * px.cos() - px.sin()) / (px * x)).masked_fill(x == 0, 0)


@operation
def positive(input):
    return input


@operation_named("logit", "special_logit")
def logit(input, eps=None):
    values, dtype = floats(input)
    if eps is not None:
        values = np.clip(values, eps, 1 - eps)
    out = wrap(np.log(values / (1 - values)), dtype)

    def backward(g, x):
        slope = g / (x * (1 - x))
        return slope if eps is None else slope.masked_fill((x < eps) | (x > 1 - eps), 0)

    return track(out, "LogitBackward0", (input, backward, input))


@operation_named("polygamma", "special_polygamma")
def polygamma(n, input):
    if isinstance(n, Tensor):
        n, input = input, n
    values, dtype = floats(input)
    out = wrap(_special.polygamma(n, values), dtype)
    return track(out, "PolygammaBackward0", (input, lambda g, x: g * polygamma(n + 1, x), input))


@operation_named("mvlgamma", "special_multigammaln")
def mvlgamma(input, p):
    shifts = -wrap(np.arange(p) / 2.0, float_type(input.dtype))
    return (input.unsqueeze(-1) + shifts).lgamma().sum(-1) + p * (p - 1) / 4 * float(np.log(np.pi))


@operation
def nan_to_num(input, nan=None, posinf=None, neginf=None):
    if input.dtype.kind <= INT:
        return input.clone()
    limits = _dtype.finfo(input.dtype)
    out = wrap(
        np.nan_to_num(
            input._values,
            nan=0.0 if nan is None else nan,
            posinf=limits.max if posinf is None else posinf,
            neginf=limits.min if neginf is None else neginf,
        ),
        input.dtype,
    )
    return track(out, "NanToNumBackward0", (input, lambda g, x: g * isfinite(x), input))


isposinf = _test("isposinf", lambda x: x == np.inf)
isneginf = _test("isneginf", lambda x: x == -np.inf)
isreal = _test("isreal", np.isreal)
signbit = _test("signbit", lambda x: np.signbit(x) if x.dtype.kind == "f" else x < 0)


@operation_named("special_entr")
def special_entr(input):
    return (-input * input.log()).masked_fill(input == 0, 0)


@operation_named("special_ndtr")
def special_ndtr(input):
    return 0.5 * (1 + (input * float(np.sqrt(0.5))).erf())


@operation_named("special_ndtri")
def special_ndtri(input):
    return float(np.sqrt(2)) * (2 * input - 1).erfinv()
