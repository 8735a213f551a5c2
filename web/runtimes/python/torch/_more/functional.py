"""Less frequent: torch.functional: what PyTorch writes in Python around its operations."""

from torch._more._ops import joining
from torch._more._ops.matmul import cdist as _cdist
from torch._more._ops.shape import atleast_3d
from torch._ops import shape
from torch._tensor import Tensor
from torch.functional import _several


def _atleast(function):
    def atleast(*tensors):
        tensors = _several(tensors) if len(tensors) == 1 and not isinstance(tensors[0], Tensor) else tensors
        return function(tensors[0]) if len(tensors) == 1 else tuple(map(function, tensors))

    atleast.__name__ = function.__name__
    return atleast


atleast_1d, atleast_2d, atleast_3d = map(_atleast, (shape.atleast_1d, shape.atleast_2d, atleast_3d))


def block_diag(*tensors):
    """A matrix with the given ones along its diagonal."""
    return joining.block_diag(_several(tensors))


def cartesian_prod(*tensors):
    """All combinations of the elements of several vectors, one a row."""
    return joining.cartesian_prod(_several(tensors))


def cdist(x1, x2, p=2.0, compute_mode="use_mm_for_euclid_dist_if_necessary"):
    """The distances of all rows of `x1` from all rows of `x2`."""
    return _cdist(x1, x2, p)
