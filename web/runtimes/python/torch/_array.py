"""What NumPy's arrays need to behave as PyTorch's memory does."""

import numpy as np


def round_to_bfloat16(array):
    """float32 values, rounded to the nearest that bfloat16 has (ties to even)."""
    bits = np.ascontiguousarray(array, np.float32).view(np.uint32)
    rounded = (bits + (0x7FFF + ((bits >> 16) & 1)).astype(np.uint32)) & np.uint32(0xFFFF0000)
    rounded = np.where(np.isnan(array), bits & np.uint32(0xFFFF0000) | np.uint32(0x400000), rounded)
    return rounded.view(np.float32).reshape(np.shape(array))


def element_strides(array):
    """Strides in elements, as PyTorch counts them."""
    if not array.size:
        return contiguous_strides(array.shape)
    return tuple(s // array.itemsize for s in array.strides)


def contiguous_strides(shape):
    """Strides of a dense tensor whose last dimension varies fastest."""
    strides, step = [], 1
    for size in reversed(shape):
        strides.append(step)
        step *= max(size, 1)
    return tuple(reversed(strides))


class _Memory:
    """Part of another array's memory, as NumPy's array protocol describes it."""

    def __init__(self, owner, shape, strides, address):
        self.owner = owner
        kind = owner.dtype.str
        self.__array_interface__ = {
            "version": 3, "typestr": kind, "shape": shape, "strides": strides, "data": (address, False),
        }  # fmt: skip


def restride(array, shape, strides, offset=0):
    """A view of the same memory; strides and offset in elements, the offset counted from the array's first."""
    size = array.itemsize
    address = array.__array_interface__["data"][0] + offset * size
    return np.asarray(_Memory(array, tuple(shape), tuple(s * size for s in strides), address))


def is_contiguous(array):
    """Whether the elements lie densely in row-major order; dimensions of size 1 do not matter."""
    return array.flags.c_contiguous


def view_strides(shape, strides, new_shape):
    """The strides with which memory of one shape is seen as another; None where it cannot without a copy."""
    if 0 in shape:
        return contiguous_strides(new_shape)
    new_strides = [0] * len(new_shape)
    at = len(new_shape) - 1
    chunk_base = strides[-1] if shape else 1
    chunk = 1
    seen = 1
    for dim in range(len(shape) - 1, -1, -1):
        chunk *= shape[dim]
        last = dim == 0
        if last or (shape[dim - 1] != 1 and strides[dim - 1] != chunk * chunk_base):
            while at >= 0 and (seen < chunk or new_shape[at] == 1):
                new_strides[at] = seen * chunk_base
                seen *= new_shape[at]
                at -= 1
            if seen != chunk:
                return None
            if not last:
                chunk_base = strides[dim - 1]
                chunk = seen = 1
    while not shape and at >= 0:
        new_strides[at] = 1
        at -= 1
    return tuple(new_strides) if at == -1 else None


def overlaps(array):
    """Whether one memory location is several elements, as after `expand`."""
    return array.size > 0 and any(not step and n > 1 for step, n in zip(array.strides, array.shape, strict=True))
