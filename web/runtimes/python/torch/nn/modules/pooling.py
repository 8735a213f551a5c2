"""Pooling and padding as modules."""

from torch._more._ops.convolution import _tuple

from .. import functional as F
from .module import Module


class _MaxPool(Module):
    def __init__(
        self, kernel_size, stride=None, padding=0, dilation=1, return_indices=False, ceil_mode=False
    ):
        super().__init__()
        self.kernel_size, self.stride = kernel_size, kernel_size if stride is None else stride
        self.padding, self.dilation = padding, dilation
        self.return_indices, self.ceil_mode = return_indices, ceil_mode

    def forward(self, input):
        function = getattr(F, f"max_pool{self._n}d")
        return function(
            input, self.kernel_size, self.stride, self.padding, self.dilation, self.ceil_mode, self.return_indices
        )

    def extra_repr(self):
        return (
            f"kernel_size={self.kernel_size}, stride={self.stride}, padding={self.padding}, dilation={self.dilation}, "
            f"ceil_mode={self.ceil_mode}"
        )


class _AvgPool(Module):
    def __init__(
        self, kernel_size, stride=None, padding=0, ceil_mode=False, count_include_pad=True, divisor_override=None
    ):
        super().__init__()
        self.kernel_size, self.stride = kernel_size, kernel_size if stride is None else stride
        self.padding, self.ceil_mode, self.count_include_pad = padding, ceil_mode, count_include_pad
        self.divisor_override = divisor_override
        if self._n == 1:
            self.kernel_size, self.stride, self.padding = (
                _tuple(v, 1) for v in (self.kernel_size, self.stride, self.padding)
            )

    def forward(self, input):
        function = getattr(F, f"avg_pool{self._n}d")
        extra = () if self._n == 1 else (self.divisor_override,)
        return function(
            input, self.kernel_size, self.stride, self.padding, self.ceil_mode, self.count_include_pad, *extra
        )

    def extra_repr(self):
        return f"kernel_size={self.kernel_size}, stride={self.stride}, padding={self.padding}"


class _Adaptive(Module):
    def __init__(self, output_size, return_indices=False):
        super().__init__()
        self.output_size, self.return_indices = output_size, return_indices

    def forward(self, input):
        function = getattr(F, f"adaptive_{self._kind}_pool{self._n}d")
        return function(input, self.output_size, self.return_indices) if self._kind == "max" else function(
            input, self.output_size
        )

    def extra_repr(self):
        return f"output_size={self.output_size}"


class _LPPool(Module):
    def __init__(self, norm_type, kernel_size, stride=None, ceil_mode=False):
        super().__init__()
        self.norm_type, self.kernel_size, self.stride, self.ceil_mode = norm_type, kernel_size, stride, ceil_mode

    def forward(self, input):
        function = getattr(F, f"lp_pool{self._n}d")
        return function(input, float(self.norm_type), self.kernel_size, self.stride, self.ceil_mode)

    def extra_repr(self):
        return (
            f"norm_type={self.norm_type}, kernel_size={self.kernel_size}, stride={self.stride}, ceil_mode={self.ceil_mode}"
        )


class _MaxUnpool(Module):
    def __init__(self, kernel_size, stride=None, padding=0):
        super().__init__()
        n = self._n
        self.kernel_size, self.padding = _tuple(kernel_size, n), _tuple(padding, n)
        self.stride = self.kernel_size if stride is None else _tuple(stride, n)

    def forward(self, input, indices, output_size=None):
        function = getattr(F, f"max_unpool{self._n}d")
        return function(input, indices, self.kernel_size, self.stride, self.padding, output_size)

    def extra_repr(self):
        return f"kernel_size={self.kernel_size}, stride={self.stride}, padding={self.padding}"


class _Pad(Module):
    _mode = "constant"

    def __init__(self, padding):
        super().__init__()
        self.padding = _tuple(padding, 2 * self._n)

    def forward(self, input):
        return F.pad(input, self.padding, self._mode)

    def extra_repr(self):
        return f"{self.padding}"


class _ConstantPad(_Pad):
    def __init__(self, padding, value):
        super().__init__(padding)
        self.value = value

    def forward(self, input):
        return F.pad(input, self.padding, "constant", self.value)

    def extra_repr(self):
        return f"padding={self.padding}, value={self.value}"


class _ZeroPad(_ConstantPad):
    def __init__(self, padding):
        super().__init__(padding, 0.0)

    def extra_repr(self):
        return f"{self.padding}"


def _family(bases, dimensions=(1, 2, 3)):
    """The classes for sequences, images and volumes: (name of the class, base, members)."""
    for name, base, members, doc in bases:
        for n in dimensions:
            fields = {"_n": n, "__module__": __name__, "__doc__": doc, **members}
            globals()[f"{name}{n}d"] = type(f"{name}{n}d", (base,), fields)


_family([
    ("MaxPool", _MaxPool, {}, "The largest element of every window"),
    ("AvgPool", _AvgPool, {}, "The mean of every window"),
    ("AdaptiveAvgPool", _Adaptive, {"_kind": "avg"}, "The means of a grid of `output_size` cells"),
    ("AdaptiveMaxPool", _Adaptive, {"_kind": "max"}, "The largest elements of a grid of `output_size` cells"),
    ("MaxUnpool", _MaxUnpool, {}, "Puts what max pooling kept back to where it was"),
    ("ConstantPad", _ConstantPad, {}, "Padding with a constant"),
    ("ZeroPad", _ZeroPad, {}, "Padding with zeros"),
    ("ReflectionPad", _Pad, {"_mode": "reflect"}, "Padding with the elements mirrored at the border"),
    ("ReplicationPad", _Pad, {"_mode": "replicate"}, "Padding with the elements at the border"),
    ("CircularPad", _Pad, {"_mode": "circular"}, "Padding with the elements from the other end"),
])  # fmt: skip
_family([("LPPool", _LPPool, {}, "The p-norm of every window")], (1, 2))
