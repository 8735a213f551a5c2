"""Activations as modules, and multi-head attention."""

import torch
from .. import functional as F
from .module import Module


def _plain(name, function, doc):
    """A module without settings."""

    def forward(self, input):
        return function(input)

    return type(name, (Module,), {"forward": forward, "__module__": __name__, "__doc__": doc})


Sigmoid = _plain("Sigmoid", torch.sigmoid, "1 / (1 + exp(-x))")
Tanh = _plain("Tanh", torch.tanh, "tanh(x)")


def _inplace(name, function, doc):
    """A module with `inplace`."""

    def __init__(self, inplace=False):
        Module.__init__(self)
        self.inplace = inplace

    def forward(self, input):
        return function(input, inplace=self.inplace)

    def extra_repr(self):
        return "inplace=True" if self.inplace else ""

    members = {"__init__": __init__, "forward": forward, "extra_repr": extra_repr, "__module__": __name__, "__doc__": doc}
    return type(name, (Module,), members)


ReLU = _inplace("ReLU", F.relu, "max(x, 0)")
SiLU = _inplace("SiLU", F.silu, "x sigmoid(x)")


def _suffix(inplace):
    return ", inplace=True" if inplace else ""


class GELU(Module):
    """x times the normal distribution function of x; `approximate="tanh"` is the old formula"""

    def __init__(self, approximate="none"):
        super().__init__()
        self.approximate = approximate

    def forward(self, input):
        return F.gelu(input, approximate=self.approximate)

    def extra_repr(self):
        return f"approximate={self.approximate!r}"


class LeakyReLU(Module):
    """x for x > 0, negative_slope x elsewhere"""

    def __init__(self, negative_slope=1e-2, inplace=False):
        super().__init__()
        self.negative_slope, self.inplace = negative_slope, inplace

    def forward(self, input):
        return F.leaky_relu(input, self.negative_slope, self.inplace)

    def extra_repr(self):
        return f"negative_slope={self.negative_slope}{_suffix(self.inplace)}"


class _WithDim(Module):
    def __init__(self, dim=None):
        super().__init__()
        self.dim = dim

    def extra_repr(self):
        return f"dim={self.dim}"


class Softmax(_WithDim):
    """exp(x), divided by its sum along `dim`"""

    def forward(self, input):
        return F.softmax(input, self.dim, _stacklevel=5)


class LogSoftmax(_WithDim):
    """log(softmax(x))"""

    def forward(self, input):
        return F.log_softmax(input, self.dim, _stacklevel=5)
