"""torch.optim: optimizers; schedules are in the rest."""

from torch._rest import look_in_rest as _look_in_rest

from .adam import Adam, AdamW
from .optimizer import Optimizer
from .sgd import SGD

__all__ = ["SGD", "Adam", "AdamW", "Optimizer"]
__getattr__ = _look_in_rest(__name__)
