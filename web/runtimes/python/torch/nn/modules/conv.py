"""Convolutions as modules."""

import math

import torch
from torch._more._ops.convolution import _tuple

from .. import functional as F, init
from ..parameter import Parameter
from torch._more.nn.parameter import UninitializedParameter
from torch._more.nn.modules.lazy import LazyModuleMixin
from .module import Module

_PADDING_MODES = ("zeros", "reflect", "replicate", "circular")


class _Conv(Module):
    _n, _transposed = 0, False

    def __init__(
        self, in_channels, out_channels, kernel_size, stride=1, padding=0, dilation=1, groups=1, bias=True,
        padding_mode="zeros", device=None, dtype=None, output_padding=0,
    ):  # fmt: skip
        super().__init__()
        if groups <= 0:
            raise ValueError("groups must be a positive integer")
        if in_channels % groups != 0:
            raise ValueError("in_channels must be divisible by groups")
        if out_channels % groups != 0:
            raise ValueError("out_channels must be divisible by groups")
        if padding_mode not in _PADDING_MODES:
            raise ValueError(f"padding_mode must be one of {set(_PADDING_MODES)}, but got padding_mode='{padding_mode}'")
        n = self._n
        self.in_channels, self.out_channels, self.groups = in_channels, out_channels, groups
        self.kernel_size, self.stride, self.dilation = (_tuple(v, n) for v in (kernel_size, stride, dilation))
        self.padding = padding if isinstance(padding, str) else _tuple(padding, n)
        self.output_padding, self.padding_mode = _tuple(output_padding, n), padding_mode
        self._make_parameters(bias, dtype)
        self.reset_parameters()

    def _weight_shape(self):
        if self._transposed:
            return (self.in_channels, self.out_channels // self.groups, *self.kernel_size)
        return (self.out_channels, self.in_channels // self.groups, *self.kernel_size)

    def _make_parameters(self, bias, dtype):
        self.weight = Parameter(torch.empty(self._weight_shape(), dtype=dtype))
        self.register_parameter("bias", Parameter(torch.empty(self.out_channels, dtype=dtype)) if bias else None)

    def reset_parameters(self):
        """Draws weight and bias uniformly within 1 / sqrt(number of inputs of a channel)."""
        init.kaiming_uniform_(self.weight, a=math.sqrt(5))
        if self.bias is not None:
            fan_in, _ = init._calculate_fan_in_and_fan_out(self.weight)
            if fan_in != 0:
                bound = 1 / math.sqrt(fan_in)
                init.uniform_(self.bias, -bound, bound)

    def forward(self, input):
        function = getattr(F, f"conv{self._n}d")
        if self.padding_mode == "zeros":
            return function(input, self.weight, self.bias, self.stride, self.padding, self.dilation, self.groups)
        grown = F.pad(input, self._both_sides(), mode=self.padding_mode)
        return function(grown, self.weight, self.bias, self.stride, 0, self.dilation, self.groups)

    def _both_sides(self):
        if not isinstance(self.padding, str):
            return [p for size in reversed(self.padding) for p in (size, size)]
        ends = []
        for d, k in reversed(list(zip(self.dilation, self.kernel_size, strict=True))):
            total = d * (k - 1) if self.padding == "same" else 0
            ends += [total // 2, total - total // 2]
        return ends

    def extra_repr(self):
        text = f"{self.in_channels}, {self.out_channels}, kernel_size={self.kernel_size}, stride={self.stride}"
        if self.padding != (0,) * self._n:
            text += f", padding={self.padding}"
        if self.dilation != (1,) * self._n:
            text += f", dilation={self.dilation}"
        if self.output_padding != (0,) * self._n:
            text += f", output_padding={self.output_padding}"
        if self.groups != 1:
            text += f", groups={self.groups}"
        if self.bias is None:
            text += ", bias=False"
        return text + (f", padding_mode={self.padding_mode}" if self.padding_mode != "zeros" else "")


class Conv1d(_Conv):
    """Convolution of sequences (N, C, L)"""

    _n = 1


class Conv2d(_Conv):
    """Convolution of images (N, C, H, W)"""

    _n = 2


class Conv3d(_Conv):
    """Convolution of volumes (N, C, D, H, W)"""

    _n = 3


class _ConvTranspose(_Conv):
    _transposed = True

    def __init__(
        self, in_channels, out_channels, kernel_size, stride=1, padding=0, output_padding=0, groups=1, bias=True, dilation=1,
        padding_mode="zeros", device=None, dtype=None,
    ):  # fmt: skip
        super().__init__(
            in_channels, out_channels, kernel_size, stride, padding, dilation, groups, bias, padding_mode, device, dtype,
            output_padding,
        )  # fmt: skip

    def forward(self, input, output_size=None):
        extra = self.output_padding if output_size is None else self._extra(input, output_size)
        function = getattr(F, f"conv_transpose{self._n}d")
        return function(
            input, self.weight, self.bias, self.stride, self.padding, extra, self.groups, self.dilation
        )

    def _extra(self, input, output_size):
        sizes = zip(input.shape[-self._n :], self.stride, self.padding, self.dilation, self.kernel_size, strict=True)
        least = [(s - 1) * st - 2 * p + d * (k - 1) + 1 for s, st, p, d, k in sizes]
        return tuple(wanted - low for wanted, low in zip(tuple(output_size)[-self._n :], least, strict=True))


class ConvTranspose1d(_ConvTranspose):
    """The convolution of sequences backwards: longer ones come out"""

    _n = 1


class ConvTranspose2d(_ConvTranspose):
    """The convolution of images backwards: larger ones come out"""

    _n = 2


class ConvTranspose3d(_ConvTranspose):
    """The convolution of volumes backwards: larger ones come out"""

    _n = 3


class _LazyConv(LazyModuleMixin):
    def __init__(self, out_channels, kernel_size, *args, **kwargs):
        super().__init__(0, out_channels, kernel_size, *args, **kwargs)
        self._become = type(self).__bases__[1]

    def _make_parameters(self, bias, dtype):
        self.weight = UninitializedParameter(dtype=dtype)
        self.register_parameter("bias", UninitializedParameter(dtype=dtype) if bias else None)

    def reset_parameters(self):
        if not self.has_uninitialized_params() and self.in_channels:
            super().reset_parameters()

    def initialize_parameters(self, input):
        """Gives the parameters the shapes that fit the input."""
        if self.has_uninitialized_params():
            self.in_channels = input.shape[-self._n - 1]
            if self.in_channels % self.groups != 0:
                raise ValueError("in_channels must be divisible by groups")
            self.weight.materialize(self._weight_shape())
            if self.bias is not None:
                self.bias.materialize((self.out_channels,))
            self.reset_parameters()


class LazyConv1d(_LazyConv, Conv1d):
    """Conv1d whose in_channels the first input tells"""


class LazyConv2d(_LazyConv, Conv2d):
    """Conv2d whose in_channels the first input tells"""
