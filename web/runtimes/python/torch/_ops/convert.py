"""Other types: `to` and its short forms."""

import numpy as np

from .. import _dtype
from .._arguments import Parser
from .._autograd.graph import track
from .._device import require_cpu
from .from_data import cast
from .legacy import TYPED_CLASSES, type_of_name
from .._tensor import Tensor, wrap


_TO = Parser(
    "to",
    [
        "device? device=None, dtype? dtype=None, bool non_blocking=False, bool copy=False, *, memory_format? memory_format=None",
        "dtype dtype, bool non_blocking=False, bool copy=False, *, memory_format? memory_format=None",
        "Tensor tensor, bool non_blocking=False, bool copy=False, *, memory_format? memory_format=None",
    ],
)


def parse_to(args, kwargs):
    """(dtype or None, whether to copy) from the arguments of `to`."""
    bound = _TO.parse(args, kwargs)
    require_cpu(bound.get("device"))
    dtype = bound["tensor"].dtype if "tensor" in bound else bound.get("dtype")
    return (None if dtype is None else _dtype.as_dtype(dtype)), bound.get("copy", False)


def to(self, *args, **kwargs):
    """The tensor in another type (`to(torch.float64)`, `to(other)`); itself where it has it already."""
    dtype, copy = parse_to(args, kwargs)
    result = self if dtype is None else to_dtype(self, dtype)
    return result.clone() if copy and result is self else result


def to_dtype(input, dtype):
    """The tensor with elements of another type."""
    source = input.dtype
    if dtype is source:
        return input
    array = cast(input._array, dtype)
    if array is input._array:  # float32 and bfloat16 are kept alike
        array = np.array(array)
    return track(wrap(array, dtype), "ToCopyBackward0", (input, lambda g: _back(g, source)))


def _back(grad, dtype):
    return to_dtype(grad.real if grad.dtype.is_complex and not dtype.is_complex else grad, dtype)


def _short(name, dtype):
    def method(self, *args, **kwargs):
        if args or kwargs:
            Parser(name, ["*, memory_format? memory_format=None"]).parse(args, kwargs)
        return to_dtype(self, dtype)

    method.__name__, method.__doc__ = name, f"The tensor as {dtype}."
    return method


for _name, _kind in {
    "float": _dtype.float32, "double": _dtype.float64, "half": _dtype.float16, "bfloat16": _dtype.bfloat16,
    "long": _dtype.int64, "int": _dtype.int32, "short": _dtype.int16, "char": _dtype.int8, "byte": _dtype.uint8,
    "bool": _dtype.bool, "cfloat": _dtype.complex64, "cdouble": _dtype.complex128,
}.items():  # fmt: skip
    setattr(Tensor, _name, _short(_name, _kind))


def type(self, dtype=None, non_blocking=False):  # noqa: A001
    """The name of the tensor's type, or the tensor in another type."""
    if dtype is None:
        return f"torch.{self.dtype.scalar}Tensor"
    if isinstance(dtype, str):
        dtype = type_of_name(dtype)
    elif dtype in TYPED_CLASSES.values():
        dtype = dtype.dtype
    return to_dtype(self, _dtype.as_dtype(dtype))


def cpu(self, *args, **kwargs):
    """The tensor itself: there is nothing but the processor."""
    return self


def cuda(self, *args, **kwargs):
    """Raises: there is no CUDA."""
    require_cpu("cuda")


Tensor.to, Tensor.type, Tensor.cpu, Tensor.cuda = to, type, cpu, cuda
