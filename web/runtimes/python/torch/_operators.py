"""Python's operators for tensors."""

import numpy as np

from ._dtype import INT
from ._inplace import apply_in_place
from ._ops import arithmetic, comparison, matmul, pointwise
from ._tensor import Tensor

_NUMBERS = (int, float, complex, bool)


def _operand(value):
    """What takes part in an operation, or None: tensors, numbers, numbers of NumPy."""
    if isinstance(value, (Tensor, *_NUMBERS)):
        return value
    return value.item() if isinstance(value, np.generic) and not isinstance(value, (np.str_, np.bytes_)) else None


def _binary(function):
    def operator(self, other):
        other = _operand(other)
        return NotImplemented if other is None else function(self, other)

    return operator


def _reflected(function):
    def operator(self, other):
        other = _operand(other)
        return NotImplemented if other is None else function(other, self)

    return operator


def _in_place(function):
    def operator(self, other):
        other = _operand(other)
        if other is None:
            return NotImplemented
        return apply_in_place(self, function, other)

    return operator


def _rdiv(other, self):
    return pointwise.reciprocal(self) * other


def _tensor_only(function):
    def operator(self, other):
        return function(self, other) if isinstance(other, Tensor) else NotImplemented

    return operator


def _invert(self):
    if self.dtype.kind > INT:
        raise TypeError("~ (operator.invert) is only implemented on integer and Boolean-type tensors")
    return pointwise.bitwise_not(self)


for _name, _function in {
    "add": arithmetic.add, "sub": arithmetic.sub, "mul": arithmetic.mul, "truediv": arithmetic.div,
    "floordiv": arithmetic.floor_divide, "mod": arithmetic.remainder, "pow": arithmetic.pow,
    "and": comparison.bitwise_and, "or": comparison.bitwise_or, "xor": comparison.bitwise_xor,
    "lshift": comparison.bitwise_left_shift, "rshift": comparison.bitwise_right_shift,
}.items():  # fmt: skip
    setattr(Tensor, f"__{_name}__", _binary(_function))
    setattr(Tensor, f"__r{_name}__", _reflected(_function))
    setattr(Tensor, f"__i{_name}__", _in_place(_function))

Tensor.__radd__, Tensor.__rmul__ = Tensor.__add__, Tensor.__mul__
Tensor.__rsub__ = _binary(arithmetic.rsub)
Tensor.__rtruediv__ = _reflected(_rdiv)
Tensor.__rand__, Tensor.__ror__, Tensor.__rxor__ = Tensor.__and__, Tensor.__or__, Tensor.__xor__
Tensor.__matmul__ = _tensor_only(matmul.matmul)
Tensor.__rmatmul__ = _tensor_only(lambda self, other: matmul.matmul(other, self))
for _name in ("lt", "le", "gt", "ge", "eq", "ne"):
    setattr(Tensor, f"__{_name}__", _binary(getattr(comparison, _name)))
Tensor.__neg__ = lambda self: pointwise.neg(self)
Tensor.__pos__ = lambda self: self
Tensor.__abs__ = lambda self: pointwise.abs(self)
Tensor.__invert__ = _invert
Tensor.__hash__ = lambda self: id(self)
