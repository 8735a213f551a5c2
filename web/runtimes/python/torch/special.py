"""torch.special: functions of one number; the registry makes them from the operations."""

from ._rest import look_in_rest as _look_in_rest

__getattr__ = _look_in_rest(__name__)
