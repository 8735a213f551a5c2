"""The rest of the package: what few programs use.

`table.py` says which names there are and in which modules, `signatures.py` the same of operations. Nothing of it is
imported before a program uses one of the names.
"""

import sys
from importlib import import_module

from torch import _nn, linalg, special
from torch._registry import install
from torch._tensor import Tensor

from . import missing, signatures
from .missing import distributions, refuse_module  # noqa: F401  what the last finder asks
from .table import BORROWED, TABLE

install(signatures.TABLE, {"t": sys.modules["torch"], "n": _nn, "l": linalg, "s": special})


def _has(where, name):
    """The module that has a name of `where`, if the table knows it."""
    for module, names in TABLE.get(where, {}).items():
        if name in names.split():
            return import_module(module)
    return None


def find(where, name):
    """The value of `where.name` for a module `where` whose core has not got it."""
    module = _has(where, name)
    value = vars(module or sys.modules[where]).get(name) or _borrowed(where, name) or _part(where, name)
    if value is None:
        missing.refuse(where, name)
    setattr(sys.modules[where], name, value)
    return value


def _part(where, name):
    """The module `where.name`, if there is one."""
    try:
        return import_module(f"{where}.{name}")
    except ModuleNotFoundError as error:
        if error.name != f"{where}.{name}":
            raise
        return None


def _borrowed(where, name):
    """Operations that are shown in another module than their own."""
    for source, names in BORROWED.get(where, {}).items():
        if name in names.split():
            return getattr(sys.modules[source], name)
    return None


def find_method(tensor, name):
    """The value of `tensor.name` for an attribute that the core's tensors have not got."""
    _has("torch.Tensor", name)
    if not hasattr(Tensor, name):
        missing.refuse("torch.Tensor", name, type(tensor).__name__)
    return object.__getattribute__(tensor, name)
