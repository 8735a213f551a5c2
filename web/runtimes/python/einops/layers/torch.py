"""einops.layers.torch: patterns as modules."""

from torch import nn

from .. import _einops


class _Layer(nn.Module):
    def __init__(self, pattern, *reduction, **axes_lengths):
        super().__init__()
        self.pattern, self.reduction, self.axes_lengths = pattern, reduction, axes_lengths

    def forward(self, input):
        return self._function(input, self.pattern, *self.reduction, **self.axes_lengths)

    def __repr__(self):
        parts = [repr(part) for part in (self.pattern, *self.reduction)]
        parts += [f"{name}={size}" for name, size in self.axes_lengths.items()]
        return f"{type(self).__name__}({', '.join(parts)})"


class Rearrange(_Layer):
    """`rearrange` as a module."""

    _function = staticmethod(_einops.rearrange)


class Reduce(_Layer):
    """`reduce` as a module."""

    _function = staticmethod(_einops.reduce)
