"""What operations on two tensors, or a tensor and a number, have in common."""

import numpy as np

from .. import _dtype
from .._tensor import Tensor, wrap
from .dims import broadcast_shapes


def operand(x):
    """(dtype, priority) as `result_type` wants it."""
    if isinstance(x, Tensor):
        return x.dtype, 0 if x._array.ndim else 1
    return _dtype.of_number(x), 2


def result_type(*operands):
    """The type that tensors and numbers have together."""
    return _dtype.result_type([operand(x) for x in operands])


def common_type(a, b):
    """As `result_type` for two; most often both are of one type."""
    if isinstance(a, Tensor) and isinstance(b, Tensor) and a.dtype is b.dtype:
        return a.dtype
    return _dtype.result_type((operand(a), operand(b)))


def values(x, dtype):
    """The values of a tensor or a number in the type that `dtype` is computed in."""
    kind = dtype.compute
    if isinstance(x, Tensor):
        array = x._array
        return array if array.dtype == kind else array.astype(kind)
    if dtype.kind == _dtype.INT:
        return np.asarray((int(x) + 2**63) % 2**64 - 2**63).astype(kind)
    return np.asarray(x, kind)


def compute(function, *operands, dtype, out=None):
    """`function` of tensors and numbers as a tensor of type `out` (default: `dtype`)."""
    arrays = [values(x, dtype) for x in operands]
    try:
        array = function(*arrays)
    except ValueError:
        broadcast_shapes(*[x.shape for x in arrays])
        raise
    return wrap(array, out or dtype)


def grads(*pairs):
    """The gradient functions of those inputs that are tensors."""
    return [pair for pair in pairs if isinstance(pair[0], Tensor)]


def tensors(*operands):
    """Tensors as they are; numbers as tensors without dimensions, since PyTorch saves them, too."""
    return [x if isinstance(x, Tensor) else wrap(np.asarray(x), _dtype.of_number(x)) for x in operands]
