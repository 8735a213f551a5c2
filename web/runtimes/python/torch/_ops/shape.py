"""The same elements in another shape: views where PyTorch has views, copies where it copies."""

import math

import numpy as np

from .. import _dtype
from .._array import element_strides, restride, view_strides
from .._autograd.graph import set_history, track
from .convert import to_dtype
from .dims import wrap_dim, wrap_dims
from .._registry import operation, operation_named
from .._tensor import Tensor, view as view_of, wrap


def infer_size(shape, count):
    """A shape with its -1 filled in."""
    known = math.prod(n for n in shape if n != -1)
    unknown = [i for i, n in enumerate(shape) if n == -1]
    if len(unknown) > 1:
        raise RuntimeError("only one dimension can be inferred")
    for n in shape:
        if n < -1:
            raise RuntimeError(f"invalid shape dimension {n}")
    if unknown:
        if known == 0 and count == 0:
            raise RuntimeError(
                f"cannot reshape tensor of 0 elements into shape {list(shape)} because the unspecified dimension size -1 can "
                "be any value and is ambiguous"
            )
        if known and count % known == 0:
            return tuple(count // known if n == -1 else n for n in shape)
    elif known == count:
        return tuple(shape)
    raise RuntimeError(f"shape '{list(shape)}' is invalid for input of size {count}")


def _viewed(input, shape):
    """The array in another shape without a copy; None where that cannot be."""
    array = input._array
    if array.flags.c_contiguous:
        return array.reshape(shape)
    strides = view_strides(array.shape, element_strides(array), shape)
    return None if strides is None else restride(array, shape, strides)


def _track_view(array, input, name, vjp):
    return track(view_of(array, input), name, (input, vjp))


def _back_to(input):
    shape = input.shape
    return lambda g: g.reshape(shape)


@operation
def view(input, size=None, dtype=None):
    if dtype is not None:
        return _view_dtype(input, _dtype.as_dtype(dtype))
    shape = infer_size(size, input._array.size)
    array = _viewed(input, shape)
    if array is None:
        raise RuntimeError(
            "view size is not compatible with input tensor's size and stride (at least one dimension spans across two "
            "contiguous subspaces). Use .reshape(...) instead."
        )
    return _track_view(array, input, "ViewBackward0", _back_to(input))


def _view_dtype(input, dtype):
    if dtype is input.dtype:
        return alias(input)
    array = input._array.view(dtype.array)
    out = view_of(array, input)
    out.dtype = dtype
    return out


def alias(input):
    return _track_view(input._array, input, "AliasBackward0", lambda g: g)


@operation
def reshape(input, shape):
    size = infer_size(shape, input._array.size)
    array = _viewed(input, size)
    if array is not None:
        name = "ViewBackward0" if input._array.flags.c_contiguous else "ReshapeAliasBackward0"
        return _track_view(array, input, name, _back_to(input))
    return track(wrap(input._array.reshape(size), input.dtype), "UnsafeViewBackward0", (input, _back_to(input)))


def unsafe_view(input, shape):
    """As `view`, when the input is forgotten at once."""
    return track(wrap(input._array.reshape(shape), input.dtype), "UnsafeViewBackward0", (input, _back_to(input)))


@operation
def view_as(input, other):
    return view(input, other.shape)


@operation
def flatten(input, start_dim=0, end_dim=-1):
    n = input.ndim
    start, end = wrap_dim(start_dim, n), wrap_dim(end_dim, n)
    if start > end:
        raise RuntimeError("flatten() has invalid args: start_dim cannot come after end_dim")
    if n == 0:
        return reshape(input, (1,))
    if start == end:
        return input
    shape = input.shape
    return reshape(input, (*shape[:start], math.prod(shape[start : end + 1]), *shape[end + 1 :]))


@operation_named("transpose", "swapaxes", "swapdims")
def transpose(input, dim0=None, dim1=None, axis0=None, axis1=None):
    a = wrap_dim(dim0 if dim0 is not None else axis0, input.ndim)
    b = wrap_dim(dim1 if dim1 is not None else axis1, input.ndim)
    array = input._array if not input.ndim else input._array.swapaxes(a, b)
    return _track_view(array, input, "TransposeBackward0", lambda g: transpose(g, a, b))


@operation
def t(input):
    if input.ndim > 2:
        raise RuntimeError(f"t() expects a tensor with <= 2 dimensions, but self is {input.ndim}D")
    return _track_view(input._array.T, input, "TBackward0", lambda g: t(g))


@operation
def permute(input, dims):
    n = input.ndim
    if len(dims) != n:
        raise RuntimeError(
            "permute(sparse_coo): number of dimensions in the tensor input does not match the length of the desired "
            f"ordering of dimensions i.e. input.dim() = {n} is not equal to len(dims) = {len(dims)}"
        )
    order = tuple(wrap_dim(d, n) for d in dims)
    if len(set(order)) < n:
        raise RuntimeError("permute(): duplicate dims are not allowed.")
    back = tuple(int(i) for i in np.argsort(order))
    return _track_view(input._array.transpose(order), input, "PermuteBackward0", lambda g: permute(g, back))


def _squeezed(input, dims, name):
    array = input._array
    gone = [d for d in dims if array.ndim and array.shape[d] == 1]
    if not gone:
        return _track_view(array, input, name, lambda g: g)
    kept = [i for i in range(array.ndim) if i not in gone]
    strides = element_strides(array)
    new = restride(array, [array.shape[i] for i in kept], [strides[i] for i in kept])
    return _track_view(new, input, name, _back_to(input))


@operation
def squeeze(input, dim=None):
    if dim is None:
        return _squeezed(input, range(input.ndim), "SqueezeBackward0")
    name = "SqueezeBackward2" if isinstance(dim, tuple) else "SqueezeBackward1"
    return _squeezed(input, wrap_dims(dim, input.ndim) if dim != () else (), name)


@operation
def unsqueeze(input, dim):
    n = input.ndim + 1
    at = wrap_dim(dim, n)
    array = input._array
    shape = (*array.shape[:at], 1, *array.shape[at:])
    if array.flags.c_contiguous:
        new = array.reshape(shape)
    else:
        strides = element_strides(array)
        own = array.shape[at] * strides[at] if at < n - 1 else 1
        new = restride(array, shape, (*strides[:at], own, *strides[at:]))
    return _track_view(new, input, "UnsqueezeBackward0", lambda g: g.squeeze(at))


@operation
def expand(input, size, implicit=False):
    shape, n = input.shape, input.ndim
    if len(size) < n:
        raise RuntimeError(
            f"expand({input.type()}{{{list(shape)}}}, size={list(size)}): the number of sizes provided ({len(size)}) must be "
            f"greater or equal to the number of dimensions in the tensor ({n})"
        )
    strides = element_strides(input._array)
    extra = len(size) - n
    new_shape, new_strides = [], []
    for i, wanted in enumerate(size):
        own = shape[i - extra] if i >= extra else 1
        if wanted == -1:
            if i < extra:
                raise RuntimeError(
                    f"The expanded size of the tensor (-1) isn't allowed in a leading, non-existing dimension {i}"
                )
            wanted = own
        if own != 1 and wanted != own:
            raise RuntimeError(
                f"The expanded size of the tensor ({wanted}) must match the existing size ({own}) at non-singleton dimension "
                f"{i}.  Target sizes: {list(size)}.  Tensor sizes: {list(shape)}"
            )
        new_shape.append(wanted)
        new_strides.append(strides[i - extra] if i >= extra and own == wanted else 0)
    array = restride(input._array, new_shape, new_strides)
    return _track_view(array, input, "ExpandBackward0", lambda g: sum_to_size(g, shape))


@operation
def expand_as(input, other):
    return expand(input, other.shape)


@operation
def broadcast_to(input, size):
    return expand(input, size)


@operation
def sum_to_size(input, size):
    extra = input.ndim - len(size)
    leading = tuple(range(extra))
    dims = leading + tuple(i for i in range(extra, input.ndim) if size[i - extra] == 1 and input.shape[i] != 1)
    result = input.sum(dims, keepdim=True) if dims else input
    return result.reshape(size) if leading else result


@operation
def select(input, dim, index):
    if not input.ndim:
        raise IndexError("select() cannot be applied to a 0-dim tensor.")
    at = wrap_dim(dim, input.ndim)
    size = input.shape[at]
    if not -size <= index < size:
        raise IndexError(
            f"select(): index {index} out of range for tensor of size {list(input.shape)} at dimension {at}"
        )
    return basic_index(input, (*[slice(None)] * at, index), "SelectBackward0")


@operation
def narrow(input, dim, start, length):
    if not input.ndim:
        raise RuntimeError("narrow() cannot be applied to a 0-dim tensor.")
    if length < 0:
        raise RuntimeError("narrow(): length must be non-negative.")
    at = wrap_dim(dim, input.ndim)
    size = input.shape[at]
    start = start.item() if isinstance(start, Tensor) else start
    if not -size <= start <= size:
        raise IndexError(
            f"start out of range (expected to be in range of [{-size}, {size}], but got {start})"
        )
    start = start + size if start < 0 else start
    if start + length > size:
        raise RuntimeError(f"start ({start}) + length ({length}) exceeds dimension size ({size}).")
    return basic_index(input, (*[slice(None)] * at, slice(start, start + length)), "SliceBackward0")


def basic_index(input, index, name):
    """A view by NumPy's own slices, ints and None."""
    shape = input.shape
    array = input._array[(*index, ...) if not any(i is Ellipsis for i in index) else index]
    if None in index:
        array = _with_strides_of_ones(array)
    return _track_view(array, input, name, lambda g: embed(g, shape, index))


def _with_strides_of_ones(array):
    """New dimensions have stride 0 in NumPy; in PyTorch that of a whole step over what follows. Expanded ones keep theirs."""
    strides, step = list(element_strides(array)), 1
    for dim in reversed(range(array.ndim)):
        if array.shape[dim] == 1:
            strides[dim] = strides[dim] or step
        step = strides[dim] * array.shape[dim]
    return restride(array, array.shape, strides)


def embed(grad, shape, index):
    """Zeros of a shape, with `grad` where `index` is."""
    array = np.zeros(shape, grad.dtype.array)
    array[index] = grad._array
    return track(wrap(array, grad.dtype), "SliceBackward0", (grad, lambda g: basic_index(g, index, "SliceBackward0")))


@operation
def diagonal(input, offset=0, dim1=0, dim2=1):
    a, b = wrap_dim(dim1, input.ndim), wrap_dim(dim2, input.ndim)
    if a == b:
        raise RuntimeError(f"diagonal dimensions cannot be identical {dim1}, {dim2}")
    array = input._array
    strides = element_strides(array)
    rows, columns = array.shape[a], array.shape[b]
    length = max(min(rows + min(offset, 0), columns - max(offset, 0)), 0)
    start = (offset * strides[b] if offset > 0 else -offset * strides[a]) if length else 0
    rest = [i for i in range(array.ndim) if i not in (a, b)]
    new = restride(
        array,
        [*[array.shape[i] for i in rest], length],
        [*[strides[i] for i in rest], strides[a] + strides[b]],
        start,
    )
    shape = input.shape
    return _track_view(new, input, "DiagonalBackward0", lambda g: _embed_diagonal(g, shape, offset, a, b))


def _embed_diagonal(grad, shape, offset, a, b):
    out = wrap(np.zeros(shape, grad.dtype.array), grad.dtype)
    diagonal(out.detach(), offset, a, b)._array[...] = grad._array
    return track(out, "DiagonalBackward0", (grad, lambda g: diagonal(g, offset, a, b)))


_diagonal = diagonal


@operation
def contiguous(input, memory_format=None):
    return input if input._array.flags.c_contiguous else clone(input, memory_format, order="C")


@operation
def clone(input, memory_format=None, order="K"):
    if getattr(memory_format, "name", "") == "contiguous_format":
        order = "C"
    return track(wrap(input._array.copy(order), input.dtype), "CloneBackward0", (input, lambda g: g))


@operation_named("atleast_1d")
def atleast_1d(input=None, tensors=None):
    return _atleast(1, input, tensors)


@operation
def atleast_2d(input=None, tensors=None):
    return _atleast(2, input, tensors)


def _atleast(n, input, tensors):
    if tensors is not None:
        return tuple(_atleast(n, x, None) for x in tensors)
    if input.ndim == 0:
        return reshape(input, (1,) * n)
    if n >= 2 and input.ndim == 1:
        input = unsqueeze(input, 0)
    return unsqueeze(input, -1) if n == 3 and input.ndim == 2 else input


@operation
def type_as(input, other):
    return to_dtype(input, other.dtype)


Tensor.T = property(lambda self: permute(self, tuple(range(self.ndim))[::-1]), doc="The dimensions reversed.")
Tensor.mT = property(lambda self: _matrix(self, "mT"), doc="The last two dimensions swapped.")
Tensor.H = property(lambda self: _conjugate(self), doc="The conjugate transpose of a matrix.")
Tensor.mH = property(lambda self: _matrix(self, "mH").conj(), doc="The last two dimensions swapped, conjugated.")


def _matrix(input, name):
    if input.ndim < 2 and input.ndim != 0:
        raise RuntimeError(f"tensor.{name} is only supported on matrices or batches of matrices. Got {input.ndim}-D tensor.")
    return transpose(input, -2, -1)


def _conjugate(input):
    if input.ndim not in (0, 2):
        raise RuntimeError(
            f"tensor.H is only supported on matrices (2-D tensors). Got {input.ndim}-D tensor. For batches of matrices, "
            "consider using tensor.mH"
        )
    return transpose(input, 0, 1).conj() if input.ndim else input


def _restructure(name):
    """A view in place: the tensor itself gets another shape."""

    def method(self, *args, **kwargs):
        out = getattr(self, name)(*args, **kwargs)
        self._array = out._array
        self._ver[0] += 1
        if out._node is not None:
            set_history(self, out._node, 0)
        return self

    method.__name__ = f"{name}_"
    setattr(Tensor, f"{name}_", method)


for _name in ("squeeze", "unsqueeze", "transpose", "swapaxes", "swapdims", "t"):
    _restructure(_name)
