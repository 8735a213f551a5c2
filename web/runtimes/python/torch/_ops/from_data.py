"""Tensors made from Python's and NumPy's data."""

import math

import numpy as np

from .. import _dtype
from .._arguments import Parser, is_number, type_name
from .._device import require_cpu
from .._tensor import Tensor, wrap

_C_NAMES = {"int64": "int64_t", "int32": "int", "int16": "int16_t", "int8": "int8_t", "uint8": "uint8_t"}
_TENSOR = Parser(
    "tensor",
    ["object data, *, dtype? dtype=None, device? device=None, bool pin_memory=False, bool requires_grad=False"],
)


def tensor(*args, **kwargs):
    """A tensor with a copy of `data`: numbers, nested lists, arrays of NumPy.

    tensor(data, *, dtype=None, device=None, requires_grad=False, pin_memory=False)
    """
    bound = _TENSOR.parse(args, kwargs)
    require_cpu(bound.get("device"))
    return finish(from_data(bound["data"], bound.get("dtype")), bound.get("requires_grad"))


def finish(result, requires_grad):
    """Sets `requires_grad` of a new tensor."""
    if requires_grad:
        if not result.dtype.differentiable:
            raise RuntimeError("Only Tensors of floating point and complex dtype can require gradients")
        result._requires_grad = True
    return result


def from_data(data, dtype=None):
    """A tensor from what `torch.tensor` takes, with its type inferred or given."""
    wanted = None if dtype is None else _dtype.as_dtype(dtype)
    if isinstance(data, Tensor):
        array, kind = data._array.copy(), data.dtype
    elif isinstance(data, (np.ndarray, np.generic)):
        array = np.array(data)
        kind = _numpy_type(array)
    else:
        if isinstance(data, str):
            raise TypeError("new(): invalid data type 'str'")
        shape = _shape_of(data)
        inferred = _infer(data) or _dtype.get_default_dtype()
        kind = wanted or inferred
        flat = []
        _collect(data, shape, 0, _number_reader(kind), flat)
        array = np.array(flat, _wide(kind)).astype(kind.array).reshape(shape)
    if wanted is not None:
        return wrap(cast(array, wanted), wanted)
    return wrap(array, kind)


def _wide(kind):
    return np.int64 if kind.kind == _dtype.INT else np.complex128 if kind.is_complex else np.float64


def cast(array, dtype):
    """Values in another type; floats lose their fraction on the way to ints, what overflows wraps around."""
    if array.dtype == dtype.array:
        return array
    if dtype.kind == _dtype.INT and array.dtype.kind == "f":
        whole = np.where(np.isfinite(array) & (np.abs(array) < 2.0**63), array, -(2.0**63)).astype(np.int64)
        return whole.astype(dtype.array)
    if dtype.kind < _dtype.COMPLEX and array.dtype.kind == "c":
        array = array.real
    return array.astype(dtype.array)


def checked_number(value, dtype, names=_C_NAMES):
    """A number that fits into `dtype`, or PyTorch's error."""
    if dtype.kind == _dtype.BOOL:
        return bool(value)
    if dtype.kind == _dtype.INT:
        limits = np.iinfo(dtype.array)
        low = -limits.max - 1 if dtype.is_signed else -limits.max
        if not math.isfinite(value) or not low <= value <= limits.max:
            raise RuntimeError(
                f"value cannot be converted to type {names.get(dtype.name, dtype.name)} without overflow"
            )
        value = int(value)
        return value if dtype.is_signed else value % 2**limits.bits
    if dtype.kind == _dtype.FLOAT and _dtype.finfo(dtype).max < abs(value) < math.inf:
        raise RuntimeError(f"value cannot be converted to type {dtype.cpp} without overflow")
    return value


def _numpy_type(array):
    kind = _dtype.from_numpy(array.dtype)
    if kind is None:
        raise TypeError(
            f"can't convert np.ndarray of type numpy.{array.dtype.type.__name__}. The only supported types are: float64, "
            "float32, float16, complex64, complex128, int64, int32, int16, int8, uint64, uint32, uint16, uint8, and bool."
        )
    return kind


def _is_sequence(value):
    if isinstance(value, (Tensor, np.ndarray)):
        return value.ndim > 0
    return hasattr(value, "__len__") and hasattr(value, "__getitem__") and not isinstance(value, dict)


def _shape_of(data):
    shape = []
    while _is_sequence(data):
        if isinstance(data, str) and len(data) == 1 and shape:
            raise ValueError("too many dimensions 'str'")
        shape.append(len(data))
        if not len(data):
            break
        data = data[0]
    return tuple(shape)


def _infer(value):
    if isinstance(value, (Tensor, np.ndarray)):
        return value.dtype if isinstance(value, Tensor) else _numpy_type(value)
    if isinstance(value, np.generic):
        return _dtype.from_numpy(value.dtype)
    if is_number(value):
        return _dtype.of_number(value)
    if isinstance(value, str):
        raise TypeError("new(): invalid data type 'str'")
    if not _is_sequence(value):
        raise RuntimeError(f"Could not infer dtype of {type_name(value)}")
    kind = None
    for item in value:
        own = _infer(item)
        kind = own if kind is None or own is None else _dtype.promote_types(kind, own)
    return kind


def _collect(data, shape, at, read, flat):
    if at == len(shape):
        flat.append(read(data))
        return
    if not _is_sequence(data):
        raise TypeError("not a sequence")
    if len(data) != shape[at]:
        raise ValueError(f"expected sequence of length {shape[at]} at dim {at} (got {len(data)})")
    for item in data:
        _collect(item, shape, at + 1, read, flat)


def _number_reader(kind):
    """How one number is read for this type."""

    def read(value):
        if not is_number(value) and not isinstance(value, Tensor):
            wrong = "'{}' object cannot be interpreted as an integer" if whole else "must be real number, not {}"
            raise TypeError(wrong.format(type_name(value)))
        number = value.item() if isinstance(value, (Tensor, np.generic)) else value
        if not whole:
            return convert(number)
        if isinstance(number, int) and not -(2**63) <= number < 2**63:
            raise ValueError("Overflow when unpacking long long")
        return checked_number(number, kind, {})

    whole = kind.kind == _dtype.INT
    convert = bool if kind.kind == _dtype.BOOL else complex if kind.is_complex else float
    return read


def as_tensor(data, dtype=None, device=None):
    """`data` as a tensor, without a copy where it is one already or an array of NumPy."""
    require_cpu(device)
    if isinstance(data, Tensor):
        return data if dtype is None else data.to(dtype)
    if isinstance(data, np.ndarray):
        result = from_numpy(data)
        return result if dtype is None else result.to(dtype)
    return from_data(data, dtype)


asarray = as_tensor


def from_numpy(ndarray):
    """A tensor that shares the memory of an array of NumPy."""
    if not isinstance(ndarray, np.ndarray):
        raise TypeError(f"expected np.ndarray (got {type_name(ndarray)})")
    if any(s < 0 for s in ndarray.strides):
        raise ValueError(
            "At least one stride in the given numpy array is negative, and tensors with negative strides are not currently "
            "supported. (You can probably work around this by making a copy of your array  with array.copy().) "
        )
    return wrap(ndarray.view(np.ndarray), _numpy_type(ndarray))


def scalar_tensor(s, dtype=None, **_):
    """A tensor without dimensions."""
    return from_data(s, dtype or _dtype.get_default_dtype())


def new_tensor(self, data, dtype=None, device=None, requires_grad=False):
    """A tensor with a copy of `data`, of the type of `self`."""
    return finish(from_data(data, dtype or self.dtype), requires_grad)


Tensor.new_tensor = new_tensor
Tensor.new = lambda self, *args: self.new_zeros(args) if all(isinstance(a, int) for a in args) else self.new_tensor(*args)
