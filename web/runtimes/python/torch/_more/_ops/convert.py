"""Less frequent: other types: `to` and its short forms."""

from torch import _dtype
from torch._ops.convert import cpu, to
from torch._registry import operation
from torch._tensor import Tensor


Tensor.pin_memory = Tensor.share_memory_ = cpu


@operation
def result_type(tensor=None, other=None, tensor1=None, tensor2=None, scalar=None, scalar1=None, scalar2=None, **_):
    from torch._ops.binary import result_type as common

    return common(*[x for x in (tensor, tensor1, scalar, scalar1, other, tensor2, scalar2) if x is not None])


@operation
def promote_types(type1, type2):
    return _dtype.promote_types(_dtype.as_dtype(type1), _dtype.as_dtype(type2))


@operation
def can_cast(from_, to):
    return _dtype.can_cast(from_, to)
