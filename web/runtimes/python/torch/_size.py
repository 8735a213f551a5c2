"""torch.Size: the shape of a tensor."""

import math
import operator


class Size(tuple):
    """A tuple of ints that prints as PyTorch's."""

    __module__ = "torch"
    __slots__ = ()

    def __new__(cls, sizes=()):
        try:
            return tuple.__new__(cls, map(operator.index, sizes))
        except TypeError:
            for i, size in enumerate(sizes):
                if not hasattr(size, "__index__"):
                    kind = type(size).__name__
                    raise TypeError(f"torch.Size() takes an iterable of 'int' (item {i} is '{kind}')") from None
            raise

    def numel(self):
        """The number of elements."""
        return math.prod(self)

    def __repr__(self):
        return f"torch.Size({list(self)})"

    __str__ = __repr__

    def __getitem__(self, index):
        item = tuple.__getitem__(self, index)
        return Size(item) if isinstance(index, slice) else item

    def __add__(self, other):
        return Size(tuple.__add__(self, other)) if isinstance(other, tuple) else NotImplemented

    def __radd__(self, other):
        return Size(tuple.__add__(other, self)) if isinstance(other, tuple) else NotImplemented

    def __mul__(self, other):
        return Size(tuple.__mul__(self, other))

    __rmul__ = __mul__

    def __reduce__(self):
        return Size, (tuple(self),)
