"""torch.nn: layers."""

from torch._rest import look_in_rest as _look_in_rest

from . import functional, init, modules, parameter
from .modules import *  # noqa: F403
from .parameter import Buffer, Parameter

__all__ = [*modules.__all__, "Buffer", "Parameter", "functional", "init", "modules", "parameter"]
__getattr__ = _look_in_rest(__name__)
