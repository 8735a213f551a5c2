"""Less frequent: tensors made from data, or filled."""

import numpy as np

from torch import _dtype
from torch._array import restride
from torch._autograd.graph import track
from torch._device import require_cpu
from torch._ops.creation import filled
from torch._ops.from_data import finish
from torch._registry import operation
from torch._tensor import Tensor, wrap


@operation
def linspace(start, end, steps, dtype=None, requires_grad=False, device=None, **_):
    require_cpu(device)
    if steps < 0:
        raise RuntimeError("number of steps must be non-negative")
    start, end = (v.item() if isinstance(v, Tensor) else v for v in (start, end))
    kind = _dtype.as_dtype(dtype or _dtype.get_default_dtype())
    values = np.linspace(start, end, steps)
    return finish(wrap(np.trunc(values) if kind.kind == _dtype.INT else values, kind), requires_grad)


@operation
def complex(real, imag):  # noqa: A001
    if real.dtype is not imag.dtype:
        raise RuntimeError(
            f"Expected object of scalar type {real.dtype.scalar} but got scalar type {imag.dtype.scalar} for second "
            "argument"
        )
    out = wrap(real._array + 1j * imag._array, real.dtype.to_complex())
    return track(out, "ComplexBackward0", (real, lambda g: g.real), (imag, lambda g: g.imag))


@operation
def empty_strided(size, stride, dtype=None, requires_grad=False, device=None, **_):
    span = 1 + sum((n - 1) * s for n, s in zip(size, stride, strict=True))
    memory = filled((max(span, 1),), 0, dtype, False, device)
    return finish(wrap(restride(memory._array, size, stride), memory.dtype), requires_grad)


@operation
def logspace(start, end, steps, base=10.0, dtype=None, requires_grad=False, device=None, **_):
    exponents = linspace(start, end, steps, _dtype.float64)._array
    kind = _dtype.as_dtype(dtype or _dtype.get_default_dtype())
    return finish(wrap(np.power(float(base), exponents), kind), requires_grad)
