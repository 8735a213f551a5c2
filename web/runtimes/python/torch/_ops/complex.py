"""Complex numbers: views of their parts, conjugates, angles."""

import numpy as np

from .._autograd.graph import track
from .._registry import operation, operation_named
from .._tensor import Tensor, view, wrap


@operation
def view_as_complex(input):
    if not input.dtype.is_floating_point or input.dtype.name in ("bfloat16", "float16"):
        raise RuntimeError(
            "view_as_complex is only supported for half, float and double tensors, but got a tensor of scalar type: "
            f"{input.dtype.scalar}"
        )
    if not input.ndim:
        raise RuntimeError("Input tensor must have one or more dimensions")
    if input.shape[-1] != 2:
        raise RuntimeError("Tensor must have a last dimension of size 2")
    array = input._array
    if array.strides[-1] != array.itemsize:
        raise RuntimeError("Tensor must have a last dimension with stride 1")
    if any(s % (2 * array.itemsize) for s in array.strides[:-1]):
        raise RuntimeError("Tensor must have a stride divisible by 2 for all but last dimension")
    kind = input.dtype.to_complex()
    out = view(array.view(kind.array)[..., 0], input)
    out.dtype = kind
    return track(out, "ViewAsComplexBackward0", (input, lambda g: view_as_real(g.resolve_conj())))


@operation
def view_as_real(input):
    if not input.dtype.is_complex:
        raise RuntimeError("view_as_real is only supported for complex tensors")
    real = input.dtype.to_real()
    array = input._array
    out = view(array[..., None].view(array.real.dtype), input)
    out.dtype = real
    return track(out, "ViewAsRealBackward0", (input, lambda g: view_as_complex(g.contiguous())))


@operation
def real(input):
    if not input.dtype.is_complex:
        return input
    out = view(input._array.real, input)
    out.dtype = input.dtype.to_real()
    return track(out, "SelectBackward0", (input, lambda g: g + 0j))


@operation
def imag(input):
    if not input.dtype.is_complex:
        raise RuntimeError("imag is not implemented for tensors with non-complex dtypes.")
    out = view(input._array.imag, input)
    out.dtype = input.dtype.to_real()
    return track(out, "SelectBackward0", (input, lambda g: g * 1j))


@operation_named("conj", "conj_physical")
def conj(input):
    if not input.dtype.is_complex:
        return input
    return track(wrap(np.conj(input._array), input.dtype), "ConjBackward0", (input, lambda g: g.conj()))


@operation_named("resolve_conj", "resolve_neg")
def resolve_conj(input):
    return input


Tensor.real = property(real, doc="The real part, a view.")
Tensor.imag = property(imag, doc="The imaginary part, a view.")


@operation
def is_complex(input):
    return input.dtype.is_complex


@operation
def is_floating_point(input):
    return input.dtype.is_floating_point


@operation
def is_signed(input):
    return input.dtype.is_signed
