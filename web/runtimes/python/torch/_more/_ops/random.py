"""Less frequent: random numbers as PyTorch draws them on the processor: a Mersenne Twister and its own ways from bits to numbers."""

import numpy as np

from torch import _dtype
from torch._ops.random import _coins, _ints, _overwrite, default_generator, exponential_values, uniform_values
from torch._registry import operation
from torch._tensor import Tensor, wrap


@operation
def bernoulli(input, p=None, generator=None):
    source = generator or default_generator
    if p is not None:
        return wrap(_coins(source, p, input.shape), input.dtype)
    if input.numel() and (input._array.min() < 0 or input._array.max() > 1):
        raise RuntimeError("Expected p_in >= 0 && p_in <= 1 to be true, but got false.")
    kind = np.float64 if input.dtype is _dtype.float64 else np.float32
    return wrap(uniform_values(source, input.shape, kind) < input._values, input.dtype)


@operation
def poisson(input, generator=None):
    draws = np.random.RandomState(int((generator or default_generator).words(1)[0])).poisson(input._values)
    return wrap(draws, input.dtype)


def bernoulli_(self, p=0.5, *, generator=None):
    """Fills the tensor with ones and zeros; `p` is the probability of a one."""
    source = generator or default_generator
    if isinstance(p, Tensor):
        return _overwrite(self, bernoulli(p.expand(self.shape), generator=source)._array)
    if not 0 <= p <= 1:
        raise RuntimeError(f"bernoulli_ expects p to be in [0, 1], but got p={p:g}")
    return _overwrite(self, _coins(source, p, self.shape))


def exponential_(self, lambd=1, *, generator=None):
    """Fills the tensor with exponentially distributed numbers."""
    return _overwrite(self, exponential_values(generator or default_generator, self.shape, self.dtype, lambd))


# The bits of the whole numbers that a type has without gaps.
_WHOLE_BITS = {"float16": 11, "bfloat16": 8, "float32": 24, "float64": 53}


def random_(self, from_=None, to=None, *, generator=None, **kwargs):
    """Fills the tensor with random whole numbers: below `from_`, from `from_` to `to`, or all that the type has."""
    low, source, kind = kwargs.get("from", from_), generator or default_generator, self.dtype
    if low is not None or to is not None:
        low, to = (low or 0, to) if to is not None else (0, low)
        return _overwrite(self, _ints(source, low, to, self.shape))
    largest = 2 ** _WHOLE_BITS[kind.name] if kind.is_floating_point else 1 if kind is _dtype.bool else _dtype.iinfo(kind).max
    draw = source.long_words if kind.itemsize == 8 else source.words
    return _overwrite(self, (draw(self.numel()) % np.uint64(largest + 1)).reshape(self.shape))


Tensor.bernoulli_, Tensor.exponential_, Tensor.random_ = bernoulli_, exponential_, random_
