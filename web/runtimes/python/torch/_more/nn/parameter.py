"""Less frequent: parameters and buffers of modules."""

import torch
from torch._tensor import wrap
from torch.nn.parameter import Parameter


class UninitializedParameter(Parameter):
    """A parameter whose shape the first input will tell."""

    def __new__(cls, requires_grad=True, device=None, dtype=None):
        self = wrap(torch.empty(0)._array, dtype or torch.get_default_dtype(), cls)
        self._requires_grad = requires_grad
        return self

    def materialize(self, shape, device=None, dtype=None):
        """Gives it a shape; from then on it is an ordinary parameter."""
        filled = torch.empty(shape, dtype=dtype or self.dtype)
        self._array, self.dtype = filled._array, filled.dtype
        self.__class__ = Parameter

    def __repr__(self):
        return "<UninitializedParameter>"

    @property
    def shape(self):
        raise RuntimeError(
            "Can't access the shape of an uninitialized parameter or buffer. This error usually happens in `load_state_dict` "
            "when trying to load an uninitialized parameter into an initialized one. Call `forward` to initialize the parameters "
            "before accessing their attributes."
        )

    def __deepcopy__(self, memo):
        return memo.setdefault(id(self), type(self)(self.requires_grad, dtype=self.dtype))
