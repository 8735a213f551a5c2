"""Parameters and buffers of modules."""

import torch
from torch._tensor import Tensor, wrap


class Parameter(Tensor):
    """A tensor that a module counts among its parameters."""

    __module__ = "torch.nn.parameter"

    def __new__(cls, data=None, requires_grad=True):
        if data is None:
            data = torch.empty(0)
        source = data.detach()
        if requires_grad and not source.dtype.differentiable:
            raise RuntimeError("Only Tensors of floating point and complex dtype can require gradients")
        self = wrap(source._array, source.dtype, cls)
        self._ver = source._ver
        self._requires_grad = requires_grad
        return self

    def __repr__(self):
        return "Parameter containing:\n" + Tensor.__repr__(self)

    def __deepcopy__(self, memo):
        if id(self) in memo:
            return memo[id(self)]
        copied = memo[id(self)] = type(self)(self.data.clone(), self.requires_grad)
        return copied


class Buffer(Tensor):
    """A tensor that a module counts among its buffers."""

    __module__ = "torch.nn.parameter"

    def __new__(cls, data=None, *, persistent=True):
        source = torch.empty(0) if data is None else data.detach()
        self = wrap(source._array, source.dtype, cls)
        self.persistent = persistent
        return self


def is_lazy(param):
    """Whether a parameter has no shape yet."""
    return type(param).__name__ == "UninitializedParameter"
