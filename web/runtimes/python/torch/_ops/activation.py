"""Activations."""

import math

import numpy as np

from .._autograd.graph import track
from .._dtype import FLOAT
from . import _special
from .dims import wrap_dim
from .._registry import operation
from .._tensor import wrap

_KERNELS = {
    "gelu": "GeluKernelImpl", "elu": "elu_cpu", "silu": "silu_cpu", "mish": "mish_cpu", "leaky_relu": "leaky_relu_cpu",
    "softplus": "softplus_cpu", "log_sigmoid": "log_sigmoid_cpu", "hardshrink": "hardshrink_cpu", "glu": "glu_cpu",
    "softshrink": "softshrink_cpu", "hardsigmoid": "hardsigmoid_cpu", "hardswish": "hardswish_cpu",
}  # fmt: skip


def _need_float(name, input):
    if input.dtype.kind < FLOAT:
        raise NotImplementedError(f"\"{_KERNELS[name]}\" not implemented for '{input.dtype.scalar}'")


def _define(name, compute, slope, label):
    """An activation; `slope(x)` is its derivative."""

    def activation(input):
        _need_float(name, input)
        out = wrap(compute(input._values), input.dtype)
        return track(out, label, (input, lambda g, x: g * slope(x), input))

    activation.__name__ = name
    return operation(activation)


def _sigmoid(x):
    return 1 / (1 + np.exp(-x))


silu = _define("silu", lambda x: x * _sigmoid(x), lambda x: _silu_slope(x, x.sigmoid()), "SiluBackward0")


def _silu_slope(x, s):
    return s * (1 + x * (1 - s))


@operation
def gelu(input, approximate="none"):
    if approximate not in ("none", "tanh"):
        raise RuntimeError("approximate argument must be either none or tanh.")
    _need_float("gelu", input)
    x = input._values
    if approximate == "none":
        half = 0.5 * (1 + _special.erf(x * math.sqrt(0.5)))
        out = wrap(x * half, input.dtype)
        return track(out, "GeluBackward0", (input, lambda g, x: g * _gelu_slope(x), input))
    inner = math.sqrt(2 / math.pi) * (x + 0.044715 * x**3)
    out = wrap(0.5 * x * (1 + np.tanh(inner)), input.dtype)
    return track(out, "GeluBackward0", (input, lambda g, x: g * _tanh_gelu_slope(x), input))


def _gelu_slope(x):
    return 0.5 * (1 + (x * math.sqrt(0.5)).erf()) + x * (-0.5 * x * x).exp() * (1 / math.sqrt(2 * math.pi))


def _tanh_gelu_slope(x):
    k = math.sqrt(2 / math.pi)
    t = (k * (x + 0.044715 * x**3)).tanh()
    return 0.5 * (1 + t) + 0.5 * x * (1 - t * t) * k * (1 + 3 * 0.044715 * x * x)


@operation
def leaky_relu(input, negative_slope=0.01):
    _need_float("leaky_relu", input)
    x = input._values
    out = wrap(np.where(x > 0, x, x * x.dtype.type(negative_slope)), input.dtype)
    return track(out, "LeakyReluBackward0", (input, lambda g, x: g * (x > 0) + g * (x <= 0) * negative_slope, input))


# --- softmax ----------------------------------------------------------------------------------------------------


def _prepare(name, input, dim, dtype):
    from .._dtype import as_dtype
    from .convert import to_dtype

    if dtype is not None:
        input = to_dtype(input, as_dtype(dtype))
    at = wrap_dim(dim, input.ndim)
    if input.dtype.kind != FLOAT:
        kernel = f"{name}_lastdim_kernel_impl" if at == max(input.ndim - 1, 0) else f"{name}_kernel_impl"
        raise NotImplementedError(f"\"{kernel}\" not implemented for '{input.dtype.scalar}'")
    values = np.asarray(input._values, order="C")
    top = values.max(at, keepdims=True) if values.ndim and values.shape[at] else values
    return input, at, values - top


@operation
def softmax(input, dim, dtype=None):
    input, at, shifted = _prepare("softmax", input, dim, dtype)
    weights = np.exp(shifted)
    out = wrap(weights / weights.sum(at, keepdims=True) if weights.ndim else weights, input.dtype)

    def backward(g, y):
        inner = g * y
        return inner - y * inner.sum((at,), keepdim=True)

    return track(out, "SoftmaxBackward0", (input, backward, out))


@operation
def log_softmax(input, dim, dtype=None):
    input, at, shifted = _prepare("log_softmax", input, dim, dtype)
    total = np.log(np.exp(shifted).sum(at, keepdims=True)) if shifted.ndim else 0
    out = wrap(shifted - total, input.dtype)
    return track(out, "LogSoftmaxBackward0", (input, lambda g, y: g - y.exp() * g.sum((at,), keepdim=True), out))
