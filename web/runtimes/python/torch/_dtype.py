"""Element types, their ranges, and PyTorch's rules of promotion."""

import builtins

import numpy as np

BOOL, INT, FLOAT, COMPLEX = range(4)


class dtype:  # noqa: N801
    """An element type. `array` is the NumPy type that holds it, `compute` the one that it is computed in."""

    __module__ = "torch"

    def __init__(self, name, array, compute, kind, rank, cpp, scalar, itemsize):
        self.name, self.kind, self.rank, self.cpp, self.scalar = name, kind, rank, cpp, scalar
        self.array, self.compute, self.itemsize = np.dtype(array), np.dtype(compute), itemsize
        self.is_floating_point, self.is_complex = kind == FLOAT, kind == COMPLEX
        self.is_signed = kind >= FLOAT or (kind == INT and name != "uint8")
        self.differentiable = kind >= FLOAT

    def __repr__(self):
        return f"torch.{self.name}"

    def __reduce__(self):
        return self.name

    def to_real(self):
        return {complex64: float32, complex128: float64}.get(self, self)

    def to_complex(self):
        return {float64: complex128, complex128: complex128}.get(self, complex64)


def _define(name, array, kind, rank, cpp, scalar, compute=None, itemsize=None):
    array = np.dtype(array)
    return dtype(name, array, compute or array, kind, rank, cpp, scalar, itemsize or array.itemsize)


bool = _define("bool", np.bool_, BOOL, 0, "bool", "Bool")
uint8 = _define("uint8", np.uint8, INT, 1, "unsigned char", "Byte")
int8 = _define("int8", np.int8, INT, 1, "signed char", "Char")
int16 = _define("int16", np.int16, INT, 2, "short int", "Short")
int32 = _define("int32", np.int32, INT, 3, "int", "Int")
int64 = _define("int64", np.int64, INT, 4, "long int", "Long")
float16 = _define("float16", np.float16, FLOAT, 5, "c10::Half", "Half", compute=np.float32)
# NumPy has no bfloat16: float32 values that are rounded to its 8 bits.
bfloat16 = _define("bfloat16", np.float32, FLOAT, 5, "c10::BFloat16", "BFloat16", itemsize=2)
float32 = _define("float32", np.float32, FLOAT, 6, "float", "Float")
float64 = _define("float64", np.float64, FLOAT, 7, "double", "Double")
complex64 = _define("complex64", np.complex64, COMPLEX, 8, "c10::complex<float>", "ComplexFloat")
complex128 = _define("complex128", np.complex128, COMPLEX, 9, "c10::complex<double>", "ComplexDouble")

ALL = (bool, uint8, int8, int16, int32, int64, float16, bfloat16, float32, float64, complex64, complex128)
ALIASES = {
    "long": int64, "int": int32, "short": int16, "half": float16, "float": float32, "double": float64,
    "cfloat": complex64, "cdouble": complex128,
}  # fmt: skip
_FROM_NUMPY = {t.array: t for t in ALL if t is not bfloat16}
_FROM_PYTHON = {builtins.bool: bool, int: int64, float: float32, complex: complex64}
_default = [float32]


def from_numpy(array_dtype):
    """The type for a NumPy type; None where PyTorch has none."""
    return _FROM_NUMPY.get(array_dtype)


def as_dtype(value):
    """A dtype as it is; Python's `bool`, `int`, `float`, `complex` as the dtype that they stand for."""
    if isinstance(value, dtype):
        return value
    return float64 if value is float else _FROM_PYTHON[value]


def is_dtype(value):
    return isinstance(value, dtype) or (isinstance(value, type) and value in _FROM_PYTHON)


def get_default_dtype():
    """The floating type that numbers become: float32 unless `set_default_dtype` has changed it."""
    return _default[0]


def set_default_dtype(d):
    """Makes `d` (float16, bfloat16, float32 or float64) the default floating type."""
    if not as_dtype(d).is_floating_point:
        raise TypeError("only floating-point types are supported as the default type")
    _default[0] = as_dtype(d)


def of_number(value):
    """The type of a Python number: int64, bool, or the default floating or complex type."""
    if isinstance(value, (builtins.bool, np.bool_)):
        return bool
    if isinstance(value, (int, np.integer)):
        return int64
    return _default[0].to_complex() if isinstance(value, complex) else _default[0]


def promote_types(type1, type2):
    """The smallest type to which both can be converted."""
    if type1 is type2:
        return type1
    low, high = sorted((type1, type2), key=lambda t: t.rank)
    if low.rank == high.rank:  # uint8 with int8, float16 with bfloat16
        return int16 if low.kind == INT else float32
    return complex128 if high is complex64 and low is float64 else high


def result_type(operands):
    """The type of an operation on (dtype, priority) pairs; priority 0: tensors, 1: without dimensions, 2: numbers."""
    found = [None, None, None]
    for kind, priority in operands:
        known = found[priority]
        found[priority] = kind if known is None else promote_types(known, kind)
    return _combine(found[0], _combine(found[1], found[2]))


def _combine(higher, lower):
    if higher is None or lower is None:
        return higher or lower
    if higher.kind == FLOAT and lower.kind == COMPLEX:
        return higher.to_complex()
    if higher.kind < FLOAT and (higher is bool or lower.kind >= FLOAT):
        return promote_types(higher, lower)
    return higher


def can_cast(from_, to):
    """Whether a result of type `from_` may be written into a tensor of type `to`."""
    return from_.kind <= to.kind


class finfo:  # noqa: N801
    """Limits of a floating type."""

    __module__ = "torch"
    _BITS = {"float16": (10, 5), "bfloat16": (7, 8), "float32": (23, 8), "float64": (52, 11)}

    def __init__(self, type=None):
        kind = as_dtype(type or get_default_dtype()).to_real()
        if kind.name not in self._BITS:
            raise TypeError(
                "torch.finfo() requires a floating point input type. Use torch.iinfo to handle 'torch.finfo'"
            )
        mantissa, exponent = self._BITS[kind.name]
        bias = 2 ** (exponent - 1) - 1
        self.dtype, self.bits = kind.name, kind.itemsize * 8
        self.eps, self.tiny = 2.0**-mantissa, 2.0 ** (1 - bias)
        self.max = (2.0 - self.eps) * 2.0**bias
        self.min, self.smallest_normal = -self.max, self.tiny
        self.resolution = 10.0 ** -int(mantissa * 0.30103)

    def __repr__(self):
        return (
            f"finfo(resolution={self.resolution:g}, min={self.min:g}, max={self.max:g}, eps={self.eps:g}, "
            f"smallest_normal={self.tiny:g}, tiny={self.tiny:g}, dtype={self.dtype})"
        )


class iinfo:  # noqa: N801
    """Limits of an integer type."""

    __module__ = "torch"

    def __init__(self, type):
        if type is bool:
            raise TypeError("torch.bool is not supported by torch.iinfo")
        if type.kind != INT:
            raise TypeError("torch.iinfo() requires an integer input type. Use torch.finfo to handle 'torch.iinfo'")
        limits = np.iinfo(type.array)
        self.dtype, self.bits, self.min, self.max = type.name, limits.bits, int(limits.min), int(limits.max)

    def __repr__(self):
        return f"iinfo(min={self.min:g}, max={self.max:g}, dtype={self.dtype})"
