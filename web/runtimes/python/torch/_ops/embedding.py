"""Rows of tables, one-hot vectors, padding."""

import numpy as np

from .. import _dtype
from .._autograd.graph import track
from . import gather as _gather
from .._registry import operation
from .._tensor import wrap


@operation
def embedding(weight, indices, padding_idx=-1, scale_grad_by_freq=False, sparse=False):
    if weight.ndim != 2:
        raise RuntimeError("'weight' must be 2-D")
    if indices.dtype.name not in ("int64", "int32"):
        raise RuntimeError(
            "Expected tensor for argument #1 'indices' to have one of the following scalar types: Long, Int; but got "
            f"{indices.type()} instead (while checking arguments for embedding)"
        )
    rows, width = weight.shape
    where = indices._array
    if np.any((where < 0) | (where >= rows)):
        raise IndexError("index out of range in self")

    def backward(g):
        g = g.reshape((-1, width))
        index = indices.reshape((-1,))
        if padding_idx >= 0:
            g = g.masked_fill((index == padding_idx).unsqueeze(-1), 0)
        if scale_grad_by_freq:
            counts = np.bincount(index._array.reshape(-1).astype(np.intp), minlength=rows)[index._array]
            g = g / wrap(counts, g.dtype).unsqueeze(-1)
        return _gather.index_add(g.new_zeros((rows, width)), 0, index, g)

    return track(wrap(weight._array[where], weight.dtype), "EmbeddingBackward0", (weight, backward))


@operation
def one_hot(input, num_classes=-1):
    if input.dtype is not _dtype.int64:
        raise RuntimeError(
            f"one_hot is only applicable to index tensor of type LongTensor."
        )
    if not input.numel():
        if num_classes <= 0:
            raise RuntimeError("Can not infer total number of classes from empty tensor.")
        return wrap(np.zeros((*input.shape, num_classes)), _dtype.int64)
    if input._array.min() < 0:
        raise RuntimeError("Class values must be non-negative.")
    if num_classes == -1:
        num_classes = int(input._array.max()) + 1
    elif num_classes < 1:
        raise RuntimeError("num_classes should be positive")
    elif input._array.max() >= num_classes:
        raise RuntimeError("Class values must be smaller than num_classes.")
    return wrap(input._array[..., None] == np.arange(num_classes), _dtype.int64)


# --- padding ----------------------------------------------------------------------------------------------------

_MODES = {"reflect": ("Reflection", "reflect"), "replicate": ("Replication", "edge"), "circular": ("Circular", "wrap")}


def _widths(input, pad):
    n = len(pad) // 2
    return [(0, 0)] * (input.ndim - n) + [(pad[2 * i], pad[2 * i + 1]) for i in reversed(range(n))]


def _constant(input, given, value):
    widths = _widths(input, given)
    for d, (low, high) in enumerate(widths):
        if input.shape[d] + low + high < 0:
            raise RuntimeError(
                f"The input size {input.shape[d]}, plus negative padding {low} and {high} resulted in a negative output size, "
                f"which is invalid. Check dimension {d} of your input."
            )
    cut = tuple(slice(max(-a, 0), n - max(-b, 0)) for (a, b), n in zip(widths, input.shape, strict=True))
    grown = [(max(a, 0), max(b, 0)) for a, b in widths]
    out = wrap(np.pad(input._array[cut], grown, constant_values=value if value is not None else 0), input.dtype)
    back = tuple(-p for p in given)
    return track(out, "ConstantPadNdBackward0", (input, lambda g: _constant(g, back, 0)))


@operation
def pad(input, pad, mode="constant", value=None):
    given = tuple(pad)
    if len(given) % 2:
        raise RuntimeError("Padding length must be divisible by 2")
    if len(given) > 2 * input.ndim:
        raise RuntimeError(
            "Padding length should be less than or equal to two times the input dimension but got padding length "
            f"{len(given)} and input of dimension {input.ndim}"
        )
    if mode == "constant":
        return _constant(input, given, 0 if value is None else value)
    if value not in (None, 0):
        raise RuntimeError(f'Padding mode "{mode}" doesn\'t take in value argument')
    if mode not in _MODES:
        raise RuntimeError(f"Unrecognised padding mode {mode}")
    n = len(given) // 2
    if not n <= input.ndim <= n + 2 or input.ndim == n:
        raise NotImplementedError(
            "Only 2D, 3D, 4D, 5D padding with non-constant padding are supported for now"
        )
    return _mirror(input, given, mode)


def _mirror(input, given, mode):
    """Padding with the input's own elements: every new element is an old one."""
    label, numpy_mode = _MODES[mode]
    widths = _widths(input, given)
    _check_mirror(input, widths, mode, given)
    index = np.arange(input.numel()).reshape(input.shape)
    where = wrap(np.pad(index, widths, mode=numpy_mode), _dtype.int64)
    flat, shape = input.numel(), input.shape
    out = wrap(input._array.reshape(-1)[where._array], input.dtype)
    name = "CopySlices" if mode == "circular" else f"{label}Pad{len(given) // 2}DBackward0"
    return track(out, name, (input, lambda g: g.new_zeros((flat,)).put(where, g, True).reshape(shape)))


def _check_mirror(input, widths, mode, given):
    for d, (low, high) in enumerate(widths):
        size = input.shape[d]
        if mode == "reflect" and (low >= size or high >= size):
            raise RuntimeError(
                "Argument #4: Padding size should be less than the corresponding input dimension, but got: padding "
                f"({low}, {high}) at dimension {d} of input {list(input.shape)}"
            )
        if mode == "circular" and (low > size or high > size):
            raise RuntimeError("Padding value causes wrapping around more than once.")
