"""Less frequent: sums, means, spreads, norms: many elements become one."""

import numpy as np

from torch._autograd.graph import relabel, track
from torch._dtype import BOOL, FLOAT
from torch._ops import shape as _shape
from torch._ops.convert import to_dtype
from torch._ops.dims import wrap_dim, wrap_dims
from torch._ops.reduction import _norm_slope, _reverse_cumsum, _sum_type, _variance, mean, restore, sum, vector_norm
from torch._registry import operation
from torch._tensor import wrap


@operation
def prod(input, dim=None, keepdim=False, dtype=None):
    kind = _sum_type(input, dtype)
    if kind is not input.dtype and dtype is not None:
        return prod(to_dtype(input, kind), dim, keepdim)
    axis = None if dim is None else wrap_dim(dim, input.ndim)
    values = input._values
    out = wrap(np.prod(values, axis=axis if input.ndim else None, keepdims=keepdim, dtype=kind.compute), kind)
    dims, shape = tuple(range(input.ndim)) if axis is None else (axis,), input.shape

    def backward(g, x):
        if not x.ndim:
            return g
        flat = x.reshape((-1,)) if axis is None else x.movedim(axis, -1)
        n = flat.shape[-1]
        # Each factor's slope is the product of the others: right where factors are zero as well.
        others = flat.unsqueeze(-2).expand((*flat.shape[:-1], n, n))
        slopes = cumulative_free_product(others.masked_fill(x.new_ones((n, n)).tril().triu() == 1, 1))
        slopes = slopes.reshape(shape) if axis is None else slopes.movedim(-1, axis)
        return restore(g, shape, dims, keepdim) * slopes.conj()

    return track(out, "ProdBackward0" if dim is None else "ProdBackward1", (input, backward, input))


def cumulative_free_product(input):
    """The product over the last dimension by multiplying slices."""
    result = input[..., 0]
    for i in range(1, input.shape[-1]):
        result = result * input[..., i]
    return result


@operation
def trace(input):
    if input.ndim != 2:
        raise RuntimeError("trace: expected a matrix, but got tensor with dim " + str(input.ndim))
    kind = _sum_type(input, None)
    shape = input.shape
    out = wrap(np.trace(input._array), kind)
    return track(out, "TraceBackward0", (input, lambda g: g * g.new_ones(shape).tril().triu()))


@operation
def cumprod(input, dim, dtype=None):
    kind = _sum_type(input, dtype)
    if dtype is not None:
        input = to_dtype(input, kind)
    at = wrap_dim(dim, input.ndim)
    wide = np.float64 if kind.compute == np.float32 else kind.compute
    out = wrap(np.cumprod(input._values, axis=at, dtype=wide) if input.ndim else input._array.copy(), kind)

    def backward(g, x):
        if not x.ndim:
            return g
        n = x.shape[at]
        last = x.movedim(at, -1)
        number = x.new_ones(n).cumsum(0) - 1
        rows = []
        for k in range(n):
            without = last.masked_fill(number == k, 1).cumprod(-1)
            rows.append((without * (number >= k) * g.movedim(at, -1)).sum(-1))
        return _stack_last(rows).movedim(-1, at)

    return track(out, "CumprodBackward0", (input, backward, input))


def _stack_last(rows):
    from .joining import stack

    return stack(rows, -1)


@operation
def nansum(input, dim=None, keepdim=False, dtype=None):
    kept = input.masked_fill(input.isnan(), 0) if input.dtype.kind >= FLOAT else input
    out = sum(kept.detach(), dim, keepdim, dtype)
    dims, shape = wrap_dims(dim, input.ndim), input.shape
    return track(out, "NansumBackward0", (input, lambda g, x: restore(g, shape, dims, keepdim) * ~x.isnan(), input))


@operation
def nanmean(input, dim=None, keepdim=False, dtype=None):
    return nansum(input, dim, keepdim, dtype) / sum(~input.isnan(), dim, keepdim)


@operation
def var_mean(input, dim=None, unbiased=None, keepdim=False, correction=None):
    spread = _variance(input, dim, unbiased, keepdim, correction, False, "VarMeanBackward0")
    return spread, relabel(mean(input, None if isinstance(dim, bool) else dim, keepdim), "VarMeanBackward0")


@operation
def std_mean(input, dim=None, unbiased=None, keepdim=False, correction=None):
    spread = _variance(input, dim, unbiased, keepdim, correction, True, "StdMeanBackward0")
    return spread, relabel(mean(input, None if isinstance(dim, bool) else dim, keepdim), "StdMeanBackward0")


@operation
def dist(input, other, p=2):
    difference = input - other
    return track(vector_norm(difference.detach(), p), "DistBackward0", *_dist_slopes(difference, p, input, other))


def _dist_slopes(difference, p, input, other):
    value = difference.detach()
    size = vector_norm(value, p)

    def slope(g):
        return _norm_slope(g.expand(value.shape), value, size.expand(value.shape), float(p), tuple(range(value.ndim)))

    return (input, slope), (other, lambda g: -slope(g))


@operation
def renorm(input, p, dim, maxnorm):
    at = wrap_dim(dim, input.ndim)
    others = tuple(d for d in range(input.ndim) if d != at)
    size = vector_norm(input, p, others, True)
    return input * (maxnorm / (size + 1e-7)).masked_fill(size <= maxnorm, 1.0)


@operation
def logcumsumexp(input, dim):
    at = wrap_dim(dim, input.ndim)
    out = wrap(np.logaddexp.accumulate(input._values, axis=at) if input.ndim else input._array.copy(), input.dtype)

    def backward(g, x, y):
        if not x.ndim:
            return g
        # e^(x_i - y_j) for j >= i: its exponent is never above 0, where e^x and e^-y by themselves overflow.
        x, y, g = (part.movedim(at, -1) for part in (x, y, g))
        before = x.new_ones((x.shape[-1], x.shape[-1])).tril(-1) == 1
        shares = (x.unsqueeze(-1) - y.unsqueeze(-2)).masked_fill(before, float("-inf")).exp()
        return (shares * g.unsqueeze(-2)).sum(-1).movedim(-1, at)

    return track(out, "LogcumsumexpBackward0", (input, backward, input, out))


@operation
def diff(input, n=1, dim=-1, prepend=None, append=None):
    from torch._ops.joining import cat

    if prepend is not None or append is not None:
        input = cat([x for x in (prepend, input, append) if x is not None], dim)
    at = wrap_dim(dim, input.ndim)
    for _ in range(min(n, input.shape[at])):
        size = input.shape[at]
        later, earlier = _shape.narrow(input, at, 1, size - 1), _shape.narrow(input, at, 0, size - 1)
        input = later ^ earlier if input.dtype.kind == BOOL else later - earlier
    return input
