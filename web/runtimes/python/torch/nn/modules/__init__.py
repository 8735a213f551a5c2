"""The modules of torch.nn by kind."""

from torch._rest import look_in_rest as _look_in_rest

from . import activation, container, linear, loss, module, normalization, simple
from .module import Module

for _file in (activation, container, linear, loss, normalization, simple):
    for _name, _value in vars(_file).items():
        if isinstance(_value, type) and issubclass(_value, Module) and not _name.startswith("_"):
            globals()[_name] = _value

__all__ = [n for n, v in globals().items() if isinstance(v, type)]
dropout, sparse, flatten = simple, simple, simple
__getattr__ = _look_in_rest("torch.nn")
