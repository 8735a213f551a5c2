"""Less frequent: settings of the whole of torch, and functions that have nothing to do here."""

from torch import _dtype
from torch._settings import _settings


def set_num_threads(num):
    """Does nothing: there is one thread."""


def get_num_threads():
    """1"""
    return 1


set_num_interop_threads, get_num_interop_threads = set_num_threads, get_num_threads


def get_float32_matmul_precision():
    """What was set last."""
    return _settings["precision"]


def use_deterministic_algorithms(mode, *, warn_only=False):
    """Does nothing: all are deterministic."""
    _settings["deterministic"] = mode


def are_deterministic_algorithms_enabled():
    """What was set last."""
    return _settings["deterministic"]


def set_default_tensor_type(t):
    """Makes `torch.DoubleTensor` or another floating type the default."""
    from torch._ops.legacy import type_of_name

    kind = type_of_name(t) if isinstance(t, str) else getattr(t, "dtype", t)
    _dtype.set_default_dtype(kind)


def is_autocast_enabled(device_type=None):
    """False"""
    return False


def typename(obj):
    """The name of an object's type, with its module."""
    from torch._tensor import Tensor

    if isinstance(obj, Tensor):
        return obj.type()
    kind = obj if isinstance(obj, type) else type(obj)
    module = getattr(kind, "__module__", "")
    return kind.__qualname__ if module in ("builtins", "", None) else f"{module}.{kind.__qualname__}"


def is_storage(obj):
    """False: there are no storages here."""
    return False
