"""torch.linalg: its functions are operations, which the registry puts here."""

from ._rest import look_in_rest as _look_in_rest


class LinAlgError(RuntimeError):
    """A matrix that an operation cannot be done with."""


__getattr__ = _look_in_rest(__name__)
