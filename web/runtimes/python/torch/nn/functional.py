"""torch.nn.functional: the functions that layers are made of."""

from torch import _nn
from torch._rest import look_in_rest as _look_in_rest

from ._functional import activations, layers, losses

for _module in (activations, layers, losses):
    for _name, _value in vars(_module).items():
        if callable(_value) and _value.__module__ == _module.__name__ and not _name.startswith("_"):
            _value.__module__ = __name__
            globals()[_name] = _value
for _name in ("gelu", "linear", "one_hot", "scaled_dot_product_attention"):
    globals()[_name] = getattr(_nn, _name)
del activations, layers, losses
__getattr__ = _look_in_rest(__name__)
