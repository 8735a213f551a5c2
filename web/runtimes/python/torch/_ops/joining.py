"""Putting tensors together and taking them apart."""

import numpy as np

from .. import _dtype
from .._autograd.graph import track
from . import shape as _shape
from .binary import values
from .dims import broadcast_shapes, wrap_dim, wrap_dims
from .._registry import operation, operation_named
from .._tensor import wrap


def _join_type(tensors):
    return _dtype.result_type([(t.dtype, 0 if t.ndim else 1) for t in tensors])


@operation_named("cat", "concat", "concatenate")
def cat(tensors, dim=0):
    if not tensors:
        raise ValueError("torch.cat(): expected a non-empty list of Tensors")
    for i, tensor in enumerate(tensors):
        if not tensor.ndim:
            raise RuntimeError(f"zero-dimensional tensor (at position {i}) cannot be concatenated")
    legacy_empty = [t.ndim == 1 and not t.numel() for t in tensors]
    used = [t for t, skip in zip(tensors, legacy_empty, strict=True) if not skip] or list(tensors)
    first = used[0]
    at = wrap_dim(dim, first.ndim)
    for tensor in used[1:]:
        if tensor.ndim != first.ndim:
            raise RuntimeError(f"Tensors must have same number of dimensions: got {first.ndim} and {tensor.ndim}")
        for d in range(first.ndim):
            if d != at and tensor.shape[d] != first.shape[d]:
                number = next(i for i, t in enumerate(tensors) if t is tensor)
                raise RuntimeError(
                    f"Sizes of tensors must match except in dimension {at}. Expected size {first.shape[d]} but got size "
                    f"{tensor.shape[d]} for tensor number {number} in the list."
                )
    dtype = _join_type(tensors)
    out = wrap(np.asarray(np.concatenate([values(t, dtype) for t in used], at), order="C"), dtype)
    vjps, start = [], 0
    for tensor in used:
        size = tensor.shape[at]
        vjps.append((tensor, lambda g, start=start, size=size: _shape.narrow(g, at, start, size)))
        start += size
    return track(out, "CatBackward0", *vjps)


@operation
def stack(tensors, dim=0):
    if not tensors:
        raise RuntimeError("stack expects a non-empty TensorList")
    at = wrap_dim(dim, tensors[0].ndim + 1)
    for i, tensor in enumerate(tensors):
        if tensor.shape != tensors[0].shape:
            raise RuntimeError(
                f"stack expects each tensor to be equal size, but got {list(tensors[0].shape)} at entry 0 and "
                f"{list(tensor.shape)} at entry {i}"
            )
    dtype = _join_type(tensors)
    out = wrap(np.asarray(np.stack([values(t, dtype) for t in tensors], at), order="C"), dtype)
    return track(out, "StackBackward0", *[(t, lambda g, i=i: _shape.select(g, at, i)) for i, t in enumerate(tensors)])


@operation
def hstack(tensors):
    if not tensors:
        raise RuntimeError("hstack expects a non-empty TensorList")
    grown = [_shape.atleast_1d(t) for t in tensors]
    return cat(grown, 0 if grown[0].ndim == 1 else 1)


@operation_named("vstack", "row_stack")
def vstack(tensors):
    return cat([_shape.atleast_2d(t) for t in tensors], 0)


# --- apart ------------------------------------------------------------------------------------------------------


def _multi_view(input, indices, name):
    """Several views that one node makes; they may not be written to."""
    shape = input.shape
    outs = []
    for index in indices:
        out = _shape.view_of(input._array[index], input)
        out._view_kind = "multi"
        outs.append(out)

    def backward(grads):
        array = np.zeros(shape, input.dtype.array)
        total = wrap(array, input.dtype)
        parts = [(g, index) for g, index in zip(grads, indices, strict=True) if g is not None]
        for g, index in parts:
            array[index] = g._array
        return track(total, name, *[(g, lambda gg, i=i: _shape.basic_index(gg, i, "SliceBackward0")) for g, i in parts])

    return track(tuple(outs), name, (input, backward if len(outs) > 1 else lambda g: backward([g])))


@operation
def unbind(input, dim=0):
    if not input.ndim:
        raise RuntimeError("Dimension specified as 0 but tensor has no dimensions")
    at = wrap_dim(dim, input.ndim)
    lead = (slice(None),) * at
    return _multi_view(input, [(*lead, i, ...) for i in range(input.shape[at])], "UnbindBackward0")


def _slices(input, at, sizes):
    lead, indices, start = (slice(None),) * at, [], 0
    for size in sizes:
        indices.append((*lead, slice(start, start + size)))
        start += size
    return indices


@operation
def split(input, split_size, dim=0):
    if not input.ndim:
        raise RuntimeError("split expects at least a 1-dimensional tensor")
    at = wrap_dim(dim, input.ndim)
    size = input.shape[at]
    if split_size < 0:
        raise RuntimeError(f"split expects split_size be non-negative, but got split_size={split_size}")
    if split_size == 0:
        if size:
            raise RuntimeError(f"split_size can only be 0 if dimension size is 0, but got dimension size of {size}")
        return (input,)
    count = max((size + split_size - 1) // split_size, 1)
    sizes = [split_size] * (count - 1) + [size - split_size * (count - 1)]
    return _multi_view(input, _slices(input, at, sizes), "SplitBackward0")


@operation
def split_with_sizes(input, split_sizes, dim=0):
    at = wrap_dim(dim, input.ndim)
    size = input.shape[at] if input.ndim else 0
    if any(s < 0 for s in split_sizes):
        raise RuntimeError(f"split_with_sizes expects split_sizes have only non-negative entries, but got split_sizes={list(split_sizes)}")
    if sum(split_sizes) != size:
        raise RuntimeError(
            f"split_with_sizes expects split_sizes to sum exactly to {size} (input tensor's size at dimension {at}), but got "
            f"split_sizes={list(split_sizes)}"
        )
    return _multi_view(input, _slices(input, at, split_sizes), "SplitWithSizesBackward0")


@operation
def chunk(input, chunks, dim=0):
    if not input.ndim:
        raise RuntimeError("chunk expects at least a 1-dimensional tensor")
    if chunks <= 0:
        raise RuntimeError(f"chunk expects `chunks` to be greater than 0, got: {chunks}")
    at = wrap_dim(dim, input.ndim)
    size = input.shape[at]
    return split(input, (size + chunks - 1) // chunks, at) if size else split_with_sizes(input, (0,) * chunks, at)


# --- repeated, turned, moved ------------------------------------------------------------------------------------


@operation
def repeat(input, repeats):
    if len(repeats) < input.ndim:
        raise RuntimeError("Number of dimensions of repeat dims can not be smaller than number of dimensions of tensor")
    if any(r < 0 for r in repeats):
        raise RuntimeError(f"Trying to create tensor with negative dimension {min(repeats)}: {list(repeats)}")
    shape = (1,) * (len(repeats) - input.ndim) + tuple(input.shape)
    folded = [n for pair in zip(repeats, shape, strict=True) for n in pair]
    out = wrap(np.tile(input._array, repeats), input.dtype)

    def backward(g):
        return g.reshape(folded).sum(tuple(range(0, len(folded), 2))).reshape(input.shape)

    return track(out, "RepeatBackward0", (input, backward))


@operation
def repeat_interleave(input=None, repeats=None, dim=None, output_size=None):
    if repeats is None or input is None:
        repeats = input if repeats is None else repeats
        input = wrap(np.arange(repeats.numel()), _dtype.int64)
    if dim is None:
        input, dim = _shape.reshape(input, (-1,)), 0
    at = wrap_dim(dim, input.ndim)
    if isinstance(repeats, int):
        if repeats < 0:
            raise RuntimeError("Repeats must be non-negative")
        wide = _shape.expand(_shape.unsqueeze(input, at + 1), (*input.shape[: at + 1], repeats, *input.shape[at + 1 :]))
        return _shape.flatten(_copied(wide), at, at + 1)
    if repeats.dtype.name not in ("int64", "int32"):
        raise RuntimeError("repeats has to be Long or Int tensor")
    if repeats.numel() not in (1, input.shape[at]):
        raise RuntimeError("repeats must have the same size as input along dim, but got repeats.size(0) = "
                           f"{repeats.numel()} and input.size({at}) = {input.shape[at]}")
    counts = np.broadcast_to(repeats._array, (input.shape[at],))
    where = wrap(np.repeat(np.arange(input.shape[at]), counts.astype(np.intp)), _dtype.int64)
    return input.index_select(at, where)


def _copied(input):
    return _shape.clone(input, order="C")


@operation
def flip(input, dims):
    at = wrap_dims(dims, input.ndim) if dims else ()
    out = wrap(np.flip(input._array, at).copy(), input.dtype)
    return track(out, "FlipBackward0", (input, lambda g: flip(g, at)))


@operation
def meshgrid(tensors, indexing="ij"):
    if indexing not in ("ij", "xy"):
        raise RuntimeError(f'torch.meshgrid: indexing must be one of "xy" or "ij", but received: {indexing}')
    tensors = list(tensors)
    swap = indexing == "xy" and len(tensors) >= 2
    if swap:
        tensors[0], tensors[1] = tensors[1], tensors[0]
    sizes = tuple(t.numel() for t in tensors)
    grids = []
    for i, t in enumerate(tensors):
        shape = [1] * len(tensors)
        shape[i] = sizes[i]
        grids.append(_shape.expand(_shape.view(_shape.reshape(t, (-1,)), shape), sizes))
    if swap:
        grids[0], grids[1] = grids[1], grids[0]
    return tuple(grids)


@operation
def broadcast_tensors(tensors):
    shape = broadcast_shapes(*[t.shape for t in tensors])
    return tuple(_shape.expand(t, shape) for t in tensors)


def _triangle(name, function):
    def triangle(input, diagonal=0):
        if input.ndim < 2:
            raise RuntimeError(f"{name}: input tensor must have at least 2 dimensions")
        out = wrap(function(input._array, diagonal), input.dtype)
        return track(out, f"{name.title()}Backward0", (input, lambda g: triangle(g, diagonal)))

    return operation_named(name)(triangle)


tril = _triangle("tril", np.tril)
triu = _triangle("triu", np.triu)
