"""Less frequent: putting tensors together and taking them apart."""

import itertools

import numpy as np

from torch import _dtype
from torch._autograd.graph import track
from torch._more._ops.shape import atleast_3d
from torch._ops import shape as _shape
from torch._ops.dims import wrap_dim
from torch._ops.joining import _join_type, cat, flip, meshgrid, repeat, stack
from torch._registry import operation, operation_named
from torch._tensor import Tensor, wrap


@operation
def tile(input, dims):
    return repeat(input, (1,) * (input.ndim - len(dims)) + tuple(dims))


@operation
def roll(input, shifts, dims=()):
    if not dims and len(shifts) != 1 or dims and len(dims) != len(shifts):
        raise RuntimeError(f"shifts and dimensions must align. shifts: {len(shifts)}, dims:{len(dims)}")
    array = np.roll(input._array, shifts, dims) if dims else np.roll(input._array, shifts[0])
    back = tuple(-s for s in shifts)
    return track(wrap(array, input.dtype), "RollBackward0", (input, lambda g: roll(g, back, dims)))


def _triangle_indices(name, function):
    def indices(row, col, offset=0, dtype=_dtype.int64, **_):
        return wrap(np.stack(function(row, offset, col)), _dtype.as_dtype(dtype or _dtype.int64))

    return operation_named(name)(indices)


tril_indices = _triangle_indices("tril_indices", np.tril_indices)
triu_indices = _triangle_indices("triu_indices", np.triu_indices)


@operation
def dstack(tensors):
    return cat([atleast_3d(t) for t in tensors], 2)


@operation
def column_stack(tensors):
    return cat([_shape.reshape(t, (t.numel(), 1)) if t.ndim <= 1 else t for t in tensors], 1)


@operation
def block_diag(tensors):
    blocks = [_shape.atleast_2d(t) for t in tensors]
    dtype = _join_type(blocks)
    out = np.zeros((sum(b.shape[0] for b in blocks), sum(b.shape[1] for b in blocks)), dtype.array)
    vjps, row, column = [], 0, 0
    for original, b in zip(tensors, blocks, strict=True):
        index = (slice(row, row + b.shape[0]), slice(column, column + b.shape[1]))
        out[index] = b._array
        vjps.append((original, lambda g, i=index, s=original.shape: _shape.basic_index(g, i, "SliceBackward0").reshape(s)))
        row, column = row + b.shape[0], column + b.shape[1]
    return track(wrap(out, dtype), "BlockDiagBackward0", *vjps)


@operation
def tensor_split(input, indices_or_sections=None, dim=0, sections=None, indices=None, tensor_indices_or_sections=None):
    given = next(x for x in (indices_or_sections, sections, indices, tensor_indices_or_sections) if x is not None)
    given = given.tolist() if isinstance(given, Tensor) else given
    at = wrap_dim(dim, input.ndim)
    size = input.shape[at]
    if isinstance(given, int):
        if given <= 0:
            raise RuntimeError(f"number of sections must be larger than 0, got {given}")
        small, extra = divmod(size, given)
        sizes = [small + 1] * extra + [small] * (given - extra)
        ends = np.cumsum(sizes).tolist()
    else:
        ends = [*given, size]
    starts = [0, *ends[:-1]]
    lead = (slice(None),) * at
    return tuple(
        _shape.basic_index(input, (*lead, slice(a, b)), "SliceBackward0") for a, b in zip(starts, ends, strict=True)
    )


def _named_split(name, least, axis):
    def function(input, sections=None, indices=None):
        if input.ndim < least:
            raise RuntimeError(
                f"torch.{name} requires a tensor with at least {least} dimension{'s' if least > 1 else ''}, but got a tensor "
                f"with {input.ndim} dimensions!"
            )
        at = axis if input.ndim > 1 else 0
        given = sections if sections is not None else indices
        if isinstance(given, int) and input.shape[at] % given:
            raise RuntimeError(
                f"torch.{name} attempted to split along dimension {at}, but the size of the dimension {input.shape[at]} is not "
                f"divisible by the split_size {given}!"
            )
        return tensor_split(input, given, at)

    return operation_named(name)(function)


hsplit = _named_split("hsplit", 1, 1)
vsplit = _named_split("vsplit", 2, 0)
dsplit = _named_split("dsplit", 3, 2)


@operation
def fliplr(input):
    if input.ndim < 2:
        raise RuntimeError("Input must be >= 2-d.")
    return flip(input, (1,))


@operation
def flipud(input):
    return flip(input, (0,))


@operation
def rot90(input, k=1, dims=(0, 1)):
    out = wrap(np.rot90(input._array, k, dims).copy(), input.dtype)
    return track(out, "Rot90Backward0", (input, lambda g: rot90(g, -k, dims)))


@operation
def cartesian_prod(tensors):
    grids = meshgrid(tensors, "ij")
    flat = [_shape.reshape(g, (-1,)) for g in grids]
    return flat[0] if len(flat) == 1 else stack(flat, 1)


@operation
def combinations(input, r=2, with_replacement=False):
    pick = itertools.combinations_with_replacement if with_replacement else itertools.combinations
    rows = np.array(list(pick(range(input.numel()), r)), np.int64).reshape(-1, r)
    return input[wrap(rows, _dtype.int64)]


@operation
def vander(x, N=None, increasing=False):  # noqa: N803
    powers = np.arange(x.shape[-1] if N is None else N)
    return x.unsqueeze(-1) ** wrap(powers if increasing else powers[::-1].copy(), _dtype.int64)


@operation
def pixel_shuffle(input, upscale_factor):
    r = upscale_factor
    *lead, c, h, w = input.shape
    if c % (r * r):
        raise RuntimeError(
            "pixel_shuffle expects its input's 'channel' dimension to be divisible by the square of upscale_factor, but "
            f"input.size(-3)={c} is not divisible by {r * r}"
        )
    n = len(lead)
    parts = input.reshape((*lead, c // (r * r), r, r, h, w))
    order = (*range(n), n, n + 3, n + 1, n + 4, n + 2)
    return parts.permute(order).reshape((*lead, c // (r * r), h * r, w * r))


@operation
def pixel_unshuffle(input, downscale_factor):
    r = downscale_factor
    *lead, c, h, w = input.shape
    n = len(lead)
    parts = input.reshape((*lead, c, h // r, r, w // r, r))
    return parts.permute((*range(n), n, n + 2, n + 4, n + 1, n + 3)).reshape((*lead, c * r * r, h // r, w // r))
