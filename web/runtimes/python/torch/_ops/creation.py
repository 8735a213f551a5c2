"""Tensors made from data, or filled."""

import math

import numpy as np

from .. import _dtype
from .._autograd.graph import track
from .._device import require_cpu
from .from_data import checked_number, finish
from .._registry import operation, operation_named
from .._tensor import Tensor, wrap


def filled(size, value, dtype, requires_grad=False, device=None):
    """A dense tensor with the same value everywhere; negative sizes raise."""
    if device is not None:
        require_cpu(device)
    for n in size:
        if n < 0:
            raise RuntimeError(f"Trying to create tensor with negative dimension {n}: {list(size)}")
    if requires_grad and dtype is not None and not _dtype.as_dtype(dtype).differentiable:
        raise RuntimeError("Only Tensors of floating point and complex dtype can require gradients")
    kind = _dtype.get_default_dtype() if dtype is None else _dtype.as_dtype(dtype)
    return finish(wrap(np.full(size, value, kind.array), kind), requires_grad)


@operation
def zeros(size, dtype=None, requires_grad=False, device=None, **_):
    return filled(size, 0, dtype, requires_grad, device)


@operation
def ones(size, dtype=None, requires_grad=False, device=None, **_):
    return filled(size, 1, dtype, requires_grad, device)


@operation
def empty(size, dtype=None, requires_grad=False, device=None, **_):
    return filled(size, 0, dtype, requires_grad, device)


@operation
def full(size, fill_value, dtype=None, requires_grad=False, device=None, **_):
    kind = dtype or _dtype.of_number(fill_value)
    return filled(size, checked_number(fill_value, _dtype.as_dtype(kind)), kind, requires_grad, device)


def like(input, value, dtype, requires_grad=False, device=None):
    """A filled tensor with the shape and layout of another."""
    require_cpu(device)
    kind = input.dtype if dtype is None else _dtype.as_dtype(dtype)
    return finish(wrap(np.full_like(input._array, value, kind.array, subok=False), kind), requires_grad)


@operation_named("zeros_like", "empty_like")
def zeros_like(input, dtype=None, requires_grad=False, device=None, **_):
    return like(input, 0, dtype, requires_grad, device)


@operation
def ones_like(input, dtype=None, requires_grad=False, device=None, **_):
    return like(input, 1, dtype, requires_grad, device)


@operation
def full_like(input, fill_value, dtype=None, requires_grad=False, device=None, **_):
    kind = input.dtype if dtype is None else _dtype.as_dtype(dtype)
    return like(input, checked_number(fill_value, kind), dtype, requires_grad, device)


@operation_named("new_zeros", "new_empty")
def new_zeros(input, size, dtype=None, requires_grad=False, device=None, **_):
    return filled(size, 0, dtype or input.dtype, requires_grad, device)


@operation
def new_ones(input, size, dtype=None, requires_grad=False, device=None, **_):
    return filled(size, 1, dtype or input.dtype, requires_grad, device)


@operation
def new_full(input, size, fill_value, dtype=None, requires_grad=False, device=None, **_):
    kind = _dtype.as_dtype(dtype or input.dtype)
    return filled(size, checked_number(fill_value, kind), kind, requires_grad, device)


@operation
def arange(start=0, end=None, step=1, dtype=None, requires_grad=False, device=None, **_):
    require_cpu(device)
    if end is None:
        start, end = 0, start
    if dtype is None:
        floats = any(isinstance(v, float) for v in (start, end, step))
        dtype = _dtype.get_default_dtype() if floats else _dtype.int64
    kind = _dtype.as_dtype(dtype)
    if step == 0:
        raise RuntimeError("step must be nonzero")
    if not (math.isfinite(start) and math.isfinite(end)):
        raise RuntimeError(f"unsupported range: {start} -> {end}")
    if (end - start) * step < 0:
        raise RuntimeError("upper bound and lower bound inconsistent with step sign")
    if kind.kind == _dtype.INT:
        start, end, step = int(start), int(end), int(step)
    count = math.ceil((end - start) / step)
    if kind.kind == _dtype.INT:
        values = start + np.arange(count) * step
    else:
        values = (start + np.arange(count, dtype=np.float64) * step).astype(kind.compute)
    return finish(wrap(values, kind), requires_grad)


@operation
def range(start, end=None, step=1, dtype=None, requires_grad=False, device=None, **_):  # noqa: A001
    count = math.floor((end - start) / step) + 1
    kind = _dtype.as_dtype(dtype or _dtype.get_default_dtype())
    return finish(wrap(start + np.arange(count) * step, kind), requires_grad)


@operation
def eye(n, m=None, dtype=None, requires_grad=False, device=None, **_):
    require_cpu(device)
    for size, name in ((n, "n"), (n if m is None else m, "m")):
        if size < 0:
            raise RuntimeError(f"{name} must be greater or equal to 0, got {size}")
    kind = _dtype.as_dtype(dtype or _dtype.get_default_dtype())
    return finish(wrap(np.eye(n, m), kind), requires_grad)


@operation
def polar(abs, angle):
    array = abs._array * (np.cos(angle._array) + 1j * np.sin(angle._array))
    out = wrap(array, abs.dtype.to_complex())
    return track(
        out,
        "PolarBackward0",
        (abs, lambda g, out: (g * out.conj() / out.abs()).real, out),
        (angle, lambda g, out: (g * (out * 1j).conj()).real, out),
    )


@operation
def fill(input, value):
    if isinstance(value, Tensor):
        if value.ndim:
            raise RuntimeError(
                f"fill_ only supports 0-dimension value tensor but got tensor with {value.ndim} dimensions."
            )
        out = like(input, value.to(input.dtype)._array, None)
        return track(out, "FillBackward1", (input, lambda g: zeros_like(g)), (value, lambda g: g.sum()))
    out = like(input, checked_number(value, input.dtype), None)
    return track(out, "FillBackward0", (input, lambda g: zeros_like(g)))


@operation
def zero(input):
    return track(like(input, 0, None), "ZeroBackward0", (input, lambda g: zeros_like(g)))
