"""Dimensions as callers give them: negative, several, or none."""

import numpy as np

from .._size import Size


def wrap_dim(dim, ndim):
    """A dimension counted from the front."""
    if -ndim <= dim < ndim:
        return dim + ndim if dim < 0 else dim
    limit = max(ndim, 1)
    if not -limit <= dim < limit:
        raise IndexError(
            f"Dimension out of range (expected to be in range of [{-limit}, {limit - 1}], but got {dim})"
        )
    return 0


def wrap_dims(dims, ndim):
    """Dimensions counted from the front; None and () are all of them, as in reductions."""
    if dims is None or (isinstance(dims, tuple) and not dims):
        return tuple(range(ndim))
    wrapped = tuple(wrap_dim(d, ndim) for d in ((dims,) if isinstance(dims, int) else dims))
    for i, d in enumerate(wrapped):
        if d in wrapped[:i]:
            raise RuntimeError(f"dim {d} appears multiple times in the list of dims")
    return wrapped if ndim else ()


def broadcast_shapes(*shapes):
    """The shape that tensors of these shapes have together."""
    shapes = [(s,) if isinstance(s, int) else tuple(s) for s in shapes]
    try:
        return Size(np.broadcast_shapes(*shapes))
    except ValueError:
        for i, shape in enumerate(shapes[1:], 1):
            raise_size_mismatch(broadcast_shapes(*shapes[:i]), shape)
        raise


def raise_size_mismatch(a, b):
    """Raises what PyTorch says of two shapes that do not broadcast."""
    n = max(len(a), len(b))
    for dim in range(n - 1, -1, -1):
        at_a, at_b = dim - n + len(a), dim - n + len(b)
        if at_a < 0 or at_b < 0:
            continue
        if a[at_a] != b[at_b] and 1 not in (a[at_a], b[at_b]):
            raise RuntimeError(
                f"The size of tensor a ({a[at_a]}) must match the size of tensor b ({b[at_b]}) at non-singleton "
                f"dimension {dim}"
            )
