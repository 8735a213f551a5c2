"""What changes a whole module: its mode, the types of its parameters, their gradients."""

import torch
from torch._ops.convert import parse_to

from ..parameter import is_lazy


class Changes:
    """The part of Module that goes through all its parameters and modules."""

    def train(self, mode=True):
        """Sets training mode here and in all modules below."""
        if not isinstance(mode, bool):
            raise ValueError("training mode is expected to be boolean")
        self.training = mode
        for module in self.children():
            module.train(mode)
        return self

    def eval(self):
        """Sets evaluation mode: no dropout, running statistics."""
        return self.train(False)

    def requires_grad_(self, requires_grad=True):
        """Sets `requires_grad` of all parameters."""
        for param in self.parameters():
            param.requires_grad_(requires_grad)
        return self

    def zero_grad(self, set_to_none=True):
        """Forgets the gradients of all parameters, or sets them to zero."""
        for param in self.parameters():
            if param._grad is not None:
                if set_to_none:
                    param._grad = None
                else:
                    param._grad = param._grad.detach().zero_()

    def _apply(self, fn, recurse=True):
        for module in self.children() if recurse else ():
            module._apply(fn)
        for param in self._parameters.values():
            if param is not None:
                changed = param if is_lazy(param) else fn(param.detach())
                param._array, param.dtype = changed._array, changed.dtype
                param._grad = None if param._grad is None else fn(param._grad)
        for name, buffer in self._buffers.items():
            if buffer is not None:
                self._buffers[name] = fn(buffer)
        return self

    def to(self, *args, **kwargs):
        """All floating parameters and buffers in another type: `to(torch.float64)`, `to("cpu")`."""
        dtype, _ = parse_to(args, kwargs)
        if dtype is None:
            return self
        if not (dtype.is_floating_point or dtype.is_complex):
            raise TypeError(f"nn.Module.to only accepts floating point or complex dtypes, but got desired dtype={dtype}")
        return self._apply(lambda t: t.to(dtype) if t.dtype.differentiable else t)

    def _to_float(self, dtype):
        return self._apply(lambda t: t.to(dtype) if t.is_floating_point() else t)

    def float(self):
        """All floating parameters and buffers as float32."""
        return self._to_float(torch.float32)

    def double(self):
        """All floating parameters and buffers as float64."""
        return self._to_float(torch.float64)

    def half(self):
        """All floating parameters and buffers as float16."""
        return self._to_float(torch.float16)

    def bfloat16(self):
        """All floating parameters and buffers as bfloat16."""
        return self._to_float(torch.bfloat16)

    def type(self, dst_type):
        """All parameters and buffers in another type."""
        return self._apply(lambda t: t.type(dst_type))

    def cpu(self):
        """The module itself: there is nothing but the processor."""
        return self

    def cuda(self, device=None):
        """Raises: there is no CUDA."""
        return self._apply(lambda t: t.cuda(device))

    def share_memory(self):
        return self

    def compile(self, *args, **kwargs):
        """Does nothing: there is no compiler here."""
