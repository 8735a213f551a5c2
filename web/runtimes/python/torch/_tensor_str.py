"""How tensors are printed."""

import contextlib
import math

import numpy as np

from . import _dtype
from ._dtype import FLOAT


class _Options:
    """precision: digits; threshold: from how many elements on some are left out; edgeitems: how many stay at each end."""

    def __init__(self):
        self.precision, self.threshold, self.edgeitems, self.linewidth, self.sci_mode = 4, 1000, 3, 80, None


_options = _Options()
_PROFILES = {"default": (4, 1000, 3), "short": (2, 1000, 2), "full": (4, math.inf, 3)}


def set_printoptions(precision=None, threshold=None, edgeitems=None, linewidth=None, profile=None, sci_mode=None):
    """Sets how tensors are printed; `profile` is "default", "short" or "full"."""
    if profile is not None:
        _options.precision, _options.threshold, _options.edgeitems = _PROFILES[profile]
        _options.linewidth = 80
    given = {"precision": precision, "threshold": threshold, "edgeitems": edgeitems, "linewidth": linewidth}
    _options.__dict__.update({k: v for k, v in given.items() if v is not None})
    _options.sci_mode = sci_mode


def get_printoptions():
    """The options as keyword arguments of `set_printoptions`."""
    return dict(_options.__dict__)


@contextlib.contextmanager
def printoptions(**kwargs):
    """Other options until the end of a `with`."""
    before = get_printoptions()
    set_printoptions(**kwargs)
    try:
        yield
    finally:
        set_printoptions(**before)


class _Formatter:
    """How one number is written so that all of an array have one width."""

    def __init__(self, array, floating):
        self.floating, self.whole, self.scientific, self.width = floating, True, False, 1
        flat = array.reshape(-1)
        if not floating:
            self.width = max((len(f"{value}") for value in flat.tolist()), default=1)
            return
        values = flat[np.isfinite(flat) & (flat != 0)].astype(np.float64)
        if not values.size:
            return
        size = np.abs(values)
        self.whole = bool(np.all(values == np.ceil(values)))
        self.scientific = (
            bool(size.max() / size.min() > 1000.0 or size.max() > 1.0e8 or size.min() < 1.0e-4)
            if _options.sci_mode is None
            else _options.sci_mode
        )
        self.width = max(max(len(self._number(value)) for value in values.tolist()), 1)

    def _number(self, value):
        if self.scientific:
            return f"{value:.{_options.precision}e}"
        if self.whole:
            return f"{value:.0f}" + ("." if math.isfinite(value) else "")
        return f"{value:.{_options.precision}f}"

    def __call__(self, value):
        text = self._number(value) if self.floating else f"{value}"
        return text.rjust(self.width)


def _complex_formatter(real, imag):
    def write(value):
        text = (imag(value.imag) + "j").lstrip()
        return real(value.real) + (text if text[0] in "+-" else "+" + text)

    write.width = real.width + imag.width + 1
    return write


def _edges(array):
    """The elements that are shown of a large array."""
    edge = _options.edgeitems
    for axis in range(array.ndim):
        if array.shape[axis] > 2 * edge:
            lead = (slice(None),) * axis
            ends = [array[(*lead, slice(edge))], array[(*lead, slice(array.shape[axis] - edge, None))]]
            array = np.concatenate(ends, axis)
    return array


def _vector(array, indent, short, write):
    per_line = max(1, (_options.linewidth - indent) // (write.width + 2))
    edge = _options.edgeitems
    if short and len(array) > 2 * edge:
        words = [*map(write, array[:edge].tolist()), " ...", *map(write, array[len(array) - edge :].tolist())]
    else:
        words = list(map(write, array.tolist()))
    lines = [", ".join(words[i : i + per_line]) for i in range(0, len(words), per_line)]
    return "[" + (",\n" + " " * (indent + 1)).join(lines) + "]"


def _nested(array, indent, short, write):
    if array.ndim == 0:
        return write(array.item())
    if array.ndim == 1:
        return _vector(array, indent, short, write)
    edge = _options.edgeitems
    rows = range(len(array))
    if short and len(array) > 2 * edge:
        parts = [_nested(array[i], indent + 1, short, write) for i in rows[:edge]]
        parts.append("...")
        parts += [_nested(array[i], indent + 1, short, write) for i in rows[len(array) - edge :]]
    else:
        parts = [_nested(array[i], indent + 1, short, write) for i in rows]
    return "[" + ("," + "\n" * (array.ndim - 1) + " " * (indent + 1)).join(parts) + "]"


def _contents(tensor, indent):
    array = tensor._array
    short = array.size > _options.threshold
    shown = _edges(array) if short else array
    if tensor.dtype.is_complex:
        write = _complex_formatter(_Formatter(shown.real, True), _Formatter(shown.imag, True))
    else:
        write = _Formatter(shown, tensor.dtype.kind == FLOAT)
    return _nested(array, indent, short, write)


def _suffixes(tensor):
    default = _dtype.get_default_dtype()
    if tensor.numel() == 0:
        if tensor.ndim != 1:
            yield f"size={tuple(tensor.shape)}"
        if tensor.dtype is not default:
            yield f"dtype={tensor.dtype}"
    elif tensor.dtype not in (default, default.to_complex(), _dtype.int64, _dtype.bool):
        yield f"dtype={tensor.dtype}"
    if tensor.grad_fn is not None:
        yield f"grad_fn=<{type(tensor.grad_fn).__name__}>"
    elif tensor.requires_grad:
        yield "requires_grad=True"


def tensor_text(tensor):
    """`tensor([...])` with what is not taken for granted: dtype, grad_fn, requires_grad."""
    name = type(tensor).__name__
    prefix = "tensor(" if name in ("Tensor", "Parameter") else f"{name}("
    indent = len(prefix)
    text = prefix + (_contents(tensor, indent) if tensor.numel() else "[]")
    line = len(text) - text.rfind("\n") + 1
    for suffix in _suffixes(tensor):
        if line + len(suffix) + 2 > _options.linewidth:
            text += ",\n" + " " * indent + suffix
            line = indent + len(suffix)
        else:
            text += ", " + suffix
            line += len(suffix) + 2
    return text + ")"
