"""Less frequent: complex numbers: views of their parts, conjugates, angles."""

import numpy as np

from torch import _dtype
from torch._autograd.graph import track
from torch._ops.creation import zeros_like
from torch._ops.pointwise import floats
from torch._registry import operation
from torch._tensor import wrap


@operation
def angle(input):
    values, dtype = floats(input)
    out = wrap(np.where(np.isnan(values), np.nan, np.angle(values)), dtype.to_real())

    def backward(g, x):
        if not x.is_complex():
            return zeros_like(g)
        return g * (x * 1j / (x.abs() ** 2)).masked_fill(x == 0, 0)

    return track(out, "AngleBackward0", (input, backward, input))


@operation
def is_conj(input):
    return False


@operation
def isreal(input):
    return wrap(np.isreal(input._array), _dtype.bool)
