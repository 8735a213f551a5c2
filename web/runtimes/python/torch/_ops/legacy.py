"""What older PyTorch code uses: `torch.FloatTensor(...)` and its relatives, layouts, memory formats."""

import numpy as np

from .. import _dtype
from .._device import device, require_cpu
from .._size import Size
from .._tensor import Tensor, wrap


class layout:  # noqa: N801
    """How a tensor lies in memory; `torch.strided` is the only one."""

    __module__ = "torch"

    def __repr__(self):
        return "torch.strided"


class memory_format:  # noqa: N801
    """The order of dimensions in memory."""

    __module__ = "torch"

    def __init__(self, name):
        self.name = name

    def __repr__(self):
        return f"torch.{self.name}"


strided = layout()
contiguous_format = memory_format("contiguous_format")
preserve_format = memory_format("preserve_format")
channels_last = memory_format("channels_last")


def legacy_tensor(dtype, args, kwargs):
    """`torch.Tensor(2, 3)` is uninitialised memory, `torch.Tensor([2, 3])` holds data."""
    from .from_data import tensor

    require_cpu(kwargs.get("device"))
    if len(args) == 1:
        data = args[0]
        if isinstance(data, Tensor):
            if data.dtype is not dtype:
                raise TypeError(f"expected {dtype.scalar} (got {data.dtype.scalar})")
            return data.detach()
        if isinstance(data, Size):
            return wrap(np.zeros(data, dtype.array), dtype)
        if isinstance(data, (list, tuple, np.ndarray)):
            return tensor(data, dtype=dtype)
    if all(isinstance(a, (int, np.integer)) and not isinstance(a, bool) for a in args):
        return wrap(np.zeros(args or (0,), dtype.array), dtype)
    wrong = next(a for a in args if not isinstance(a, (int, np.integer)))
    if len(args) == 1:
        raise TypeError(f"new(): data must be a sequence (got {type(wrong).__name__})")
    raise TypeError(
        "new() received an invalid combination of arguments - got "
        f"({', '.join(type(a).__name__ for a in args)}), but expected one of:\n"
        " * (*, torch.device device = None)\n * (torch.Storage storage)\n * (Tensor other)\n"
        " * (tuple of ints size, *, torch.device device = None)\n * (object data, *, torch.device device = None)\n"
    )


class _TensorType(type):
    def __instancecheck__(cls, value):
        return isinstance(value, Tensor) and value.dtype is cls.dtype

    def __repr__(cls):
        return f"<class 'torch.{cls.__name__}'>"


def _typed_class(dtype):
    def __new__(cls, *args, **kwargs):  # noqa: N807
        return legacy_tensor(dtype, args, kwargs)

    members = {"__module__": "torch", "dtype": dtype, "__new__": __new__}
    return _TensorType(f"{dtype.scalar}Tensor", (), members)


TYPED_CLASSES = {f"{t.scalar}Tensor": _typed_class(t) for t in _dtype.ALL if not t.is_complex}


def type_of_name(name):
    """The dtype that `tensor.type("torch.FloatTensor")` names."""
    short = name.removeprefix("torch.")
    for kind in _dtype.ALL:
        if short == f"{kind.scalar}Tensor":
            return kind
    if "cuda" in name:
        require_cpu(device("cuda"))
    raise ValueError(f"invalid type: '{name}'")
