"""`x[...]` and `x[...] = y`."""

import numpy as np

from .. import _dtype
from .._arguments import type_name
from .._dtype import BOOL, INT
from .._inplace import apply_in_place
from .._registry import operation
from .._tensor import Tensor, wrap
from .._autograd.graph import track
from . import shape as _shape
from .binary import values
from .dims import broadcast_shapes
from .from_data import checked_number, from_data
from .creation import zeros_like

_INDEX_TYPES = "tensors used as indices must be long, int, byte or bool tensors"


def getitem(self, index):
    """The elements that an index names: a view for ints, slices, None; a copy for tensors, lists, masks."""
    part, tensors = _apply_basic(self, index)
    if tensors is None:
        return part
    return index_tensors(part, tensors)


def setitem(self, index, value):
    """Writes into the elements that an index names."""
    given = _as_value(self, value)
    part, tensors = _apply_basic(self, index)
    if tensors is None:
        part.copy_(_without_leading_ones(given, part.ndim))
        return
    apply_in_place(part, lambda old, new: index_put(old, tuple(tensors), new), given)


def _as_value(self, value):
    if isinstance(value, Tensor):
        return value
    if isinstance(value, (int, float, complex, np.number, np.bool_)):
        number = value.item() if isinstance(value, np.generic) else value
        return wrap(np.asarray(checked_number(number, self.dtype) if self.dtype.kind <= INT else number), self.dtype)
    raise TypeError(f"can't assign a {type_name(value)} to a {self.type()}")


def _without_leading_ones(value, ndim):
    shape = list(value.shape)
    while len(shape) > ndim and shape[0] == 1:
        shape.pop(0)
    return value.reshape(tuple(shape)) if len(shape) < value.ndim else value


def _items(index):
    """The indices of the dimensions; a list counts as several if it holds lists, tensors, slices, None or `...`."""
    if isinstance(index, list) and len(index) < 32 and any(_is_index_of_dimension(i) for i in index):
        return tuple(index)
    return index if isinstance(index, tuple) else (index,)


def _is_index_of_dimension(item):
    return item is None or item is Ellipsis or isinstance(item, (Tensor, list, tuple, slice, np.ndarray))


def _index_tensor(item):
    if isinstance(item, (float, complex, dict, set)) or not hasattr(item, "__len__"):
        raise IndexError(
            "only integers, slices (`:`), ellipsis (`...`), None and long or byte Variables are valid indices (got "
            f"{type_name(item)})"
        )
    if isinstance(item, Tensor):
        tensor = item
    else:
        tensor = from_data(np.asarray(item) if isinstance(item, range) else item)
        if not tensor.numel() and not isinstance(item, np.ndarray):
            tensor = tensor.to(_dtype.int64)
    if tensor.dtype.kind > INT or tensor.dtype.name in ("int8", "int16"):
        raise IndexError(_INDEX_TYPES)
    return tensor.to(_dtype.bool) if tensor.dtype is _dtype.uint8 else tensor


def _consumed(item):
    """How many dimensions an index uses up."""
    if item is None or item is Ellipsis or isinstance(item, (bool, np.bool_)):
        return 0
    if isinstance(item, Tensor) and item.dtype.kind == BOOL:
        return item.ndim
    if isinstance(item, (list, np.ndarray)):
        array = np.asarray(item) if not _holds_tensors(item) else None
        return array.ndim if array is not None and array.dtype == np.bool_ else 1
    return 1


def _holds_tensors(item):
    return isinstance(item, list) and any(isinstance(x, Tensor) for x in item)


def _is_int(item):
    if isinstance(item, Tensor):
        return item.dtype.kind == INT and item.dtype is not _dtype.uint8 and not item.ndim
    return isinstance(item, (int, np.integer)) and not isinstance(item, bool)


def _apply_basic(input, index):
    """What ints, slices, None and ... leave of a tensor, and the tensors that index the rest (None: there are none)."""
    items = _items(index)
    used = sum(map(_consumed, items))
    if used > input.ndim:
        if not input.ndim:
            _refuse_scalar(items)
        raise IndexError(f"too many indices for tensor of dimension {input.ndim}")
    basic, tensors, dim, last, seen = [], [], 0, None, False
    for item in items:
        if item is Ellipsis:
            skip = input.ndim - used if not seen else 0
            seen = True
            basic += [slice(None)] * skip
            tensors += [None] * skip
            dim += skip
            last = last or "Alias"
        elif item is None:
            basic.append(None)
            tensors.append(None)
            last = "Unsqueeze"
        elif isinstance(item, slice):
            part, full = _slice(item)
            basic.append(part)
            tensors.append(None)
            dim += 1
            last = last or ("Alias" if isinstance(index, tuple) else "Slice") if full else "Slice"
        elif isinstance(item, (bool, np.bool_)):
            basic.append(None)
            tensors.append(wrap(np.array([bool(item)]), _dtype.bool))
        elif _is_int(item):
            basic.append(_checked_int(int(item), dim, input.shape))
            dim += 1
            last = "Select"
        else:
            tensor = _index_tensor(item) if not isinstance(item, Tensor) or item.ndim or item.dtype.kind != BOOL else item
            if tensor.dtype.kind == BOOL and not tensor.ndim:
                basic.append(None)
                tensors.append(tensor.reshape((1,)))
                continue
            width = tensor.ndim if tensor.dtype.kind == BOOL else 1
            basic += [slice(None)] * width
            tensors.append(tensor)
            dim += width
    tensors = tensors if any(t is not None for t in tensors) else None
    if all(b == slice(None) for b in basic) and (last is None or tensors):
        return input, tensors
    return _shape.basic_index(input, tuple(basic), f"{last or 'Unsqueeze'}Backward0"), tensors


def _refuse_scalar(items):
    if isinstance(items[0], slice):
        raise IndexError("slice() cannot be applied to a 0-dim tensor.")
    if _is_int(items[0]):
        raise IndexError(
            "invalid index of a 0-dim tensor. Use `tensor.item()` in Python or `tensor.item<T>()` in C++ to convert a 0-dim "
            "tensor to a number"
        )


def _checked_int(i, dim, shape):
    size = shape[dim]
    if not -size <= i < size:
        raise IndexError(f"index {i} is out of bounds for dimension {dim} with size {size}")
    return i


def _slice(item):
    parts = []
    for value in (item.start, item.stop, item.step):
        if value is not None and not hasattr(value, "__index__"):
            raise TypeError("slice indices must be integers or None or have an __index__ method")
        parts.append(None if value is None else value.__index__())
    start, stop, step = parts
    if step is not None and step <= 0:
        raise ValueError("step must be greater than zero")
    return slice(start, stop, step), start in (None, 0) and stop is None and step in (None, 1)


# --- tensors as indices -----------------------------------------------------------------------------------------


def _expand_masks(input, tensors):
    """Masks as the integer indices of their true elements; None where a whole dimension is meant."""
    indices, dim = [], 0
    for tensor in tensors:
        if tensor is None:
            indices.append(None)
            dim += 1
        elif tensor.dtype.kind == BOOL:
            for d in range(tensor.ndim):
                if tensor.shape[d] != input.shape[dim + d]:
                    raise IndexError(
                        f"The shape of the mask {list(tensor.shape)} at index {d} does not match the shape of the indexed "
                        f"tensor {list(input.shape)} at index {dim + d}"
                    )
            indices += np.nonzero(tensor._array)
            dim += tensor.ndim
        else:
            array = tensor._array
            size = input.shape[dim]
            wrong = array[(array < -size) | (array >= size)]
            if wrong.size:
                raise IndexError(f"index {wrong.flat[0]} is out of bounds for dimension {dim} with size {size}")
            indices.append(array)
            dim += 1
    return indices


def _places(input, tensors):
    indices = _expand_masks(input, tensors)
    if len(indices) > input.ndim:
        raise IndexError(f"too many indices for tensor of dimension {input.ndim} (got {len(indices)})")
    given = [i for i in indices if i is not None]
    try:
        np.broadcast_shapes(*[i.shape for i in given])
    except ValueError:
        shapes = ", ".join(str(list(i.shape)) for i in given)
        raise IndexError(
            f"shape mismatch: indexing tensors could not be broadcast together with shapes {shapes}"
        ) from None
    return tuple(slice(None) if i is None else i for i in indices)


def index_tensors(input, tensors):
    """The elements that tensors of indices (None: a whole dimension) name; a copy."""
    place = _places(input, tensors)
    shape = input.shape

    def backward(g):
        array = np.zeros(shape, g.dtype.array)
        np.add.at(array, place, g._array)
        return track(wrap(array, g.dtype), "IndexPutBackward0", (g, lambda gg: index_tensors(gg, tensors)))

    return track(wrap(np.ascontiguousarray(input._array[place]), input.dtype), "IndexBackward0", (input, backward))


@operation
def index_put(input, indices, values, accumulate=False):
    tensors = [None if t is None else _index_tensor(t) for t in indices]
    place = _places(input, tensors)
    if values.dtype is not input.dtype:
        if values.ndim or values.dtype.kind > input.dtype.kind:
            raise RuntimeError(
                f"Index put requires the source and destination dtypes match, got {input.dtype.scalar} for the destination "
                f"and {values.dtype.scalar} for the source."
            )
        values = values.to(input.dtype)
    target = input._array[place].shape
    extra = values.ndim - len(target)
    if extra > 0 or not _expands(values.shape, target):
        raise RuntimeError(
            f"shape mismatch: value tensor of shape {list(values.shape)} cannot be broadcast to indexing result of shape "
            f"{list(target)}"
        )
    array = input._array.copy()
    if accumulate:
        np.add.at(array, place, values._array)
    else:
        array[place] = values._array
    shape = values.shape

    def cleared(g):
        return g if accumulate else index_put(g, indices, g.new_zeros(()))

    return track(
        wrap(array, input.dtype),
        "IndexPutBackward0",
        (input, cleared),
        (values, lambda g: _shape.sum_to_size(index_tensors(g, tensors), shape)),
    )


def _expands(shape, target):
    try:
        return tuple(broadcast_shapes(shape, target)) == tuple(target)
    except RuntimeError:
        return False


def copy(input, src, non_blocking=False):
    """`src` in the type and shape of `input`: what `copy_` writes."""
    source = src if isinstance(src, Tensor) else from_data(src)
    array = _shape.expand(source.detach(), input.shape)._array if source.shape != input.shape else source._array
    if source.dtype.is_complex and not input.dtype.is_complex:
        array = array.real
    out = wrap(np.array(values(wrap(array, source.dtype), input.dtype)), input.dtype)
    shape = source.shape
    return track(
        out,
        "CopyBackwards",
        (input, lambda g: zeros_like(g)),
        (source, lambda g: _shape.sum_to_size(g, shape)),
    )


def copy_(self, src, non_blocking=False):
    """Writes the elements of `src`, converted and broadcast, into the tensor."""
    return apply_in_place(self, copy, src)


Tensor.__getitem__, Tensor.__setitem__, Tensor.copy_ = getitem, setitem, copy_


def _delitem(self, index):
    raise TypeError("Tensor does not support deleting items")


Tensor.__delitem__ = _delitem
