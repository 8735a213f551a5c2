"""Less frequent: activations."""

import numpy as np

from torch._autograd.graph import track
from torch._ops import shape as _shape
from torch._ops.activation import _define, _need_float, _sigmoid, log_softmax, softmax
from torch._ops.dims import wrap_dim
from torch._ops.random import default_generator, uniform_values
from torch._registry import operation
from torch._tensor import wrap


def _softplus(x):
    return np.logaddexp(x, x.dtype.type(0))


@operation
def softplus(input, beta=1, threshold=20):
    _need_float("softplus", input)
    x = input._values
    out = wrap(np.where(x * beta > threshold, x, _softplus(x * x.dtype.type(beta)) / beta), input.dtype)
    return track(
        out, "SoftplusBackward0", (input, lambda g, x: g * (x * beta).sigmoid().masked_fill(x * beta > threshold, 1), input)
    )


_ALPHA, _SCALE = 1.6732632423543772848170429916717, 1.0507009873554804934193349852946
mish = _define("mish", lambda x: x * np.tanh(_softplus(x)), lambda x: _mish_slope(x, softplus(x).tanh()), "MishBackward0")
log_sigmoid = _define("log_sigmoid", lambda x: -_softplus(-x), lambda x: (-x).sigmoid(), "LogSigmoidBackward0")
hardsigmoid = _define(
    "hardsigmoid", lambda x: np.clip(x + 3, 0, 6) / 6, lambda x: ((x > -3) & (x < 3)).to(x.dtype) / 6, "HardsigmoidBackward0"
)
hardswish = _define(
    "hardswish",
    lambda x: x * np.clip(x + 3, 0, 6) / 6,
    lambda x: (x / 3 + 0.5).masked_fill(x <= -3, 0).masked_fill(x >= 3, 1),
    "HardswishBackward0",
)


def _mish_slope(x, t):
    return t + x * x.sigmoid() * (1 - t * t)


@operation
def elu(input, alpha=1, scale=1, input_scale=1):
    _need_float("elu", input)
    x = input._values
    out = wrap(np.where(x > 0, x * scale, np.expm1(np.minimum(x, 0) * input_scale) * (alpha * scale)), input.dtype)

    def slope(x):
        return ((x * input_scale).exp() * (alpha * scale * input_scale)).masked_fill(x > 0, scale)

    return track(out, "EluBackward0", (input, lambda g, x: g * slope(x), input))


@operation
def selu(input):
    return elu(input, _ALPHA, _SCALE)


@operation
def celu(input, alpha=1.0):
    if alpha == 0:
        raise RuntimeError("ZeroDivisionError: alpha cannot be 0 for CELU")
    out = elu(input.detach(), alpha, 1, 1 / alpha)
    return track(out, "CeluBackward0", (input, lambda g, x: g * (x / alpha).exp().masked_fill(x > 0, 1), input))


@operation
def prelu(input, weight):
    if weight.numel() != 1:
        if not input.ndim:
            raise RuntimeError("Not allow zero-dim input tensor.")
        channels = input.shape[1] if input.ndim > 1 else 1
        if channels != weight.numel():
            raise RuntimeError(
                "Mismatch of parameter numbers and input channel size. Found parameter numbers = "
                f"{weight.numel()} and channel size = {channels}."
            )
        weight = weight.reshape([-1 if d == 1 else 1 for d in range(input.ndim)])
    elif input.ndim:
        weight = weight.reshape((1,) * input.ndim)
    x = input._values
    out = wrap(np.where(x > 0, x, x * weight._values), input.dtype)
    return track(
        out,
        "PreluKernelBackward0",
        (input, lambda g, x, w: (g * w).masked_fill(x > 0, 0) + g * (x > 0), input, weight),
        (weight, lambda g, x: (g * x).masked_fill(x > 0, 0), input),
    )


@operation
def hardtanh(input, min_val=-1, max_val=1):
    out = wrap(np.clip(input._values, min_val, max_val), input.dtype)
    return track(out, "HardtanhBackward0", (input, lambda g, x: g * ((x > min_val) & (x < max_val)), input))


@operation
def relu6(input):
    return hardtanh(input, 0, 6)


@operation
def hardshrink(input, lambd=0.5):
    _need_float("hardshrink", input)
    x = input._values
    out = wrap(np.where(np.abs(x) <= lambd, 0, x), input.dtype)
    return track(out, "HardshrinkBackward0", (input, lambda g, x: g * (x.abs() > lambd), input))


@operation
def softshrink(input, lambd=0.5):
    if lambd < 0:
        raise RuntimeError(f"lambda must be greater or equal to 0, but found to be {lambd}.")
    _need_float("softshrink", input)
    x = input._values
    out = wrap(np.where(x > lambd, x - lambd, np.where(x < -lambd, x + lambd, 0)), input.dtype)
    return track(out, "SoftshrinkBackward0", (input, lambda g, x: g * (x.abs() > lambd), input))


@operation
def threshold(input, threshold, value):
    x = input._values
    out = wrap(np.where(x > threshold, x, value), input.dtype)
    return track(out, "ThresholdBackward0", (input, lambda g, x: g * (x > threshold), input))


@operation
def glu(input, dim=-1):
    _need_float("glu", input)
    if not input.ndim:
        raise RuntimeError("glu does not support 0-dimensional tensors")
    at = wrap_dim(dim, input.ndim)
    size = input.shape[at]
    if size % 2:
        raise RuntimeError(f"Halving dimension must be even, but dimension {at} is size {size}")
    a, b = (part._values for part in (_shape.narrow(input.detach(), at, i * size // 2, size // 2) for i in (0, 1)))

    def backward(g, x):
        from torch._ops.joining import cat

        a, b = _shape.narrow(x, at, 0, size // 2), _shape.narrow(x, at, size // 2, size // 2)
        s = b.sigmoid()
        return cat([g * s, g * a * s * (1 - s)], at)

    return track(wrap(a * _sigmoid(b), input.dtype), "GluBackward0", (input, backward, input))


@operation
def rrelu(input, lower=1.0 / 8, upper=1.0 / 3, training=False, generator=None):
    x = input._values
    if training:
        noise = np.where(x <= 0, uniform_values(generator or default_generator, x.shape, np.float64, lower, upper), 1)
    else:
        noise = np.where(x <= 0, (lower + upper) / 2, 1)
    slope = wrap(noise, input.dtype)
    return track(wrap(x * noise, input.dtype), "RreluWithNoiseBackward0", (input, lambda g: g * slope))


@operation
def special_softmax(input, dim, dtype=None):
    return softmax(input, dim, dtype)


@operation
def special_log_softmax(input, dim, dtype=None):
    return log_softmax(input, dim, dtype)
