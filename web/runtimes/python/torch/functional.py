"""torch.functional: what PyTorch writes in Python around its operations."""

import numpy as np

from ._ops import joining
from ._ops.dims import broadcast_shapes
from ._ops.einsum import einsum
from ._ops.reduction import norm
from ._tensor import Tensor


def split(tensor, split_size_or_sections, dim=0):
    """Views of a size along a dimension (the last may be smaller), or of the sizes in a list."""
    return tensor.split(split_size_or_sections, dim)


def _tensor_split(self, split_size, dim=0):
    """Views of a size along a dimension (the last may be smaller), or of the sizes in a list."""
    if isinstance(split_size, Tensor):
        split_size = int(split_size)
    if isinstance(split_size, (int, np.integer)):
        return joining.split(self, int(split_size), dim)
    if not isinstance(split_size, (list, tuple)):
        raise TypeError(
            "split_with_sizes(): argument 'split_sizes' (position 2) must be tuple of ints, not "
            f"{type(split_size).__name__}"
        )
    return joining.split_with_sizes(self, tuple(int(s) for s in split_size), dim)


Tensor.split = _tensor_split


def _several(tensors):
    return tuple(tensors[0]) if len(tensors) == 1 and isinstance(tensors[0], (list, tuple)) else tensors


def meshgrid(*tensors, indexing=None):
    """The coordinates of a grid; `indexing="ij"` (default) or `"xy"`."""
    return joining.meshgrid(_several(tensors), "ij" if indexing is None else indexing)


def broadcast_tensors(*tensors):
    """The tensors, expanded to their common shape."""
    return joining.broadcast_tensors(_several(tensors))


__all__ = [
    "broadcast_shapes", "broadcast_tensors", "einsum", "meshgrid", "norm", "split",
]  # fmt: skip
