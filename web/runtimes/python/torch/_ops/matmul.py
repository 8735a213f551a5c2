"""Products of vectors and matrices, composed as PyTorch composes them."""

import math

import numpy as np

from .._array import element_strides
from .._autograd.graph import track
from .._dtype import BOOL
from . import shape as _shape
from .dims import broadcast_shapes, wrap_dim
from .._registry import operation, operation_named
from .._tensor import wrap


def _refuse_bool(tensor, kernel):
    if tensor.dtype.kind == BOOL:
        raise NotImplementedError(f"\"{kernel}\" not implemented for 'Bool'")


def _product(a, b, dtype):
    return wrap(np.matmul(a._values, b._values), dtype)


@operation
def mm(input, mat2, out_dtype=None):
    if input.ndim != 2:
        raise RuntimeError("self must be a matrix")
    if mat2.ndim != 2:
        raise RuntimeError("mat2 must be a matrix")
    _check_mm(input, mat2)
    out = _product(input, mat2, input.dtype)
    return track(
        out,
        "MmBackward0",
        (input, lambda g, b: mm(g, b.t().conj()), mat2),
        (mat2, lambda g, a: mm(a.t().conj(), g), input),
    )


def _check_mm(a, b):
    if a.shape[1] != b.shape[0]:
        raise RuntimeError(
            f"mat1 and mat2 shapes cannot be multiplied ({a.shape[0]}x{a.shape[1]} and {b.shape[0]}x{b.shape[1]})"
        )
    if a.dtype is not b.dtype:
        raise RuntimeError(f"expected m1 and m2 to have the same dtype, but got: {a.dtype.cpp} != {b.dtype.cpp}")
    _refuse_bool(a, "addmm_impl_cpu_")


@operation
def bmm(input, mat2, out_dtype=None):
    _check_bmm(input, mat2)
    out = _product(input, mat2, input.dtype)
    return track(
        out,
        "BmmBackward0",
        (input, lambda g, b: bmm(g, b.transpose(1, 2).conj()), mat2),
        (mat2, lambda g, a: bmm(a.transpose(1, 2).conj(), g), input),
    )


def _check_bmm(a, b):
    for tensor, name in ((a, "batch1"), (b, "batch2")):
        if tensor.ndim != 3:
            raise RuntimeError(f"{name} must be a 3D tensor")
    if b.shape[0] != a.shape[0] or b.shape[1] != a.shape[2]:
        raise RuntimeError(
            f"Expected size for first two dimensions of batch2 tensor to be: [{a.shape[0]}, {a.shape[2]}] but got: "
            f"[{b.shape[0]}, {b.shape[1]}]."
        )
    if a.dtype is not b.dtype:
        raise RuntimeError(f"expected scalar type {a.dtype.scalar} but found {b.dtype.scalar}")
    _refuse_bool(a, "bmm")


@operation
def mv(input, vec):
    if input.ndim != 2 or vec.ndim != 1:
        raise RuntimeError(f"vector + matrix @ vector expected, got 1, {input.ndim}, {vec.ndim}")
    rows, columns = input.shape
    if columns != vec.shape[0]:
        raise RuntimeError(f"size mismatch, got input ({rows}), mat ({rows}x{columns}), vec ({vec.shape[0]})")
    if input.dtype is not vec.dtype:
        a, b = input.dtype.scalar, vec.dtype.scalar
        raise RuntimeError(f"addmv input tensors must have the same dtype, but got {b}, {a}, and {b}")
    _refuse_bool(input, "addmv_impl_cpu")
    out = _product(input, vec, input.dtype)
    return track(
        out,
        "MvBackward0",
        (input, lambda g, v: outer(g, v.conj()), vec),
        (vec, lambda g, a: mv(a.t().conj(), g), input),
    )


@operation
def dot(input, tensor):
    return _dot(input, tensor, "DotBackward0", lambda x: x)


def _dot(a, b, name, conjugate):
    if a.ndim != 1 or b.ndim != 1:
        raise RuntimeError(f"1D tensors expected, but got {a.ndim}D and {b.ndim}D tensors")
    if a.dtype is not b.dtype:
        raise RuntimeError(
            f"dot : expected both vectors to have same dtype, but found {a.dtype.scalar} and {b.dtype.scalar}"
        )
    if a.numel() != b.numel():
        raise RuntimeError(
            f"inconsistent tensor size, expected tensor [{a.numel()}] and src [{b.numel()}] to have the same number of "
            f"elements, but got {a.numel()} and {b.numel()} elements respectively"
        )
    _refuse_bool(a, "dot")
    out = wrap(np.dot(conjugate(a._values), b._values), a.dtype)
    if name == "VdotBackward0":
        return track(out, name, (a, lambda g, b: g.conj() * b, b), (b, lambda g, a: g * a, a))
    return track(out, name, (a, lambda g, b: g * b.conj(), b), (b, lambda g, a: g * a.conj(), a))


@operation_named("outer", "ger")
def outer(input, vec2):
    for tensor, name in ((input, "self"), (vec2, "vec2")):
        if tensor.ndim != 1:
            raise RuntimeError(f"outer: Expected 1-D argument {name}, but got {tensor.ndim}-D")
    return _shape.reshape(input, (-1, 1)) * vec2


def _should_fold(a, b):
    """Whether the larger tensor is seen as one matrix, rather than both as batches of matrices."""
    larger_first = a.ndim >= b.ndim
    large, small = (a, b) if larger_first else (b, a)
    if large.ndim < 3 or small.ndim > 2:
        return False
    if small._requires_grad:
        return True
    if a.ndim == 2:
        return False
    large = large if larger_first else _shape.transpose(large, -2, -1)
    if not large.numel():
        return True
    strides = element_strides(large._array)
    return all(strides[i] == strides[i + 1] * large.shape[i + 1] for i in range(large.ndim - 2))


@operation_named("matmul", "linalg_matmul")
def matmul(input, other):
    a, b = input, other
    if not a.ndim or not b.ndim:
        raise RuntimeError(f"both arguments to matmul need to be at least 1D, but they are {a.ndim}D and {b.ndim}D")
    if a.ndim == b.ndim == 1:
        return dot(a, b)
    if a.ndim == 2 and b.ndim == 1:
        return mv(a, b)
    if a.ndim == 1 and b.ndim == 2:
        return _squeeze_first(mm(_shape.unsqueeze(a, 0), b))
    if a.ndim == b.ndim == 2:
        return mm(a, b)
    if _should_fold(a, b):
        return _folded(a, b)
    return _batched(a, b)


def _squeeze_first(row):
    out = _shape.reshape(row.detach(), row.shape[1:])
    return track(out, "SqueezeBackward4", (row, lambda g: _shape.unsqueeze(g, 0)))


def _folded(a, b):
    first = a.ndim >= b.ndim
    large = a if first else _shape.transpose(b, -2, -1)
    small = b if first else (_shape.t(a) if a.ndim == 2 else a)
    lead = tuple(large.shape[:-1])
    rows = _shape.reshape(large, (math.prod(lead), large.shape[-1]))
    if small.ndim == 1:
        return _shape.unsafe_view(mv(rows, small), lead)
    out = _shape.unsafe_view(mm(rows, small), (*lead, small.shape[1]))
    return out if first else _shape.contiguous(_shape.transpose(out, -2, -1))


def _batched(a, b):
    if a.ndim == b.ndim == 3 and a.shape[0] != b.shape[0]:
        if a.shape[0] == 1 and a._requires_grad:
            return matmul(_shape.squeeze(a, 0), b)
        if b.shape[0] == 1 and b._requires_grad:
            return matmul(a, _shape.squeeze(b, 0))
    n, inner = (a.shape[-2] if a.ndim > 1 else 1), a.shape[-1]
    inner_b = b.shape[-2] if b.ndim > 1 else b.shape[0]
    batch = broadcast_shapes(a.shape[:-2], b.shape[:-2])
    count = math.prod(batch)
    left = _shape.reshape(_shape.expand(a, (*batch, n, inner)), (count, n, inner))
    if b.ndim == 1:
        right = _shape.unsqueeze(_shape.reshape(_shape.expand(b, (*batch, inner_b)), (count, inner_b)), 2)
        return _shape.unsafe_view(_shape.squeeze(bmm(left, right), -1), (*batch, n) if a.ndim > 1 else batch)
    p = b.shape[-1]
    right = _shape.reshape(_shape.expand(b, (*batch, inner_b, p)), (count, inner_b, p))
    shape = (*batch, n, p) if a.ndim > 1 else (*batch, p)
    return _shape.unsafe_view(bmm(left, right), shape)


# --- with something added ---------------------------------------------------------------------------------------


def _weighted(x, factor):
    return x if factor == 1 else x * factor


def _with_bias(name, input, a, b, product, beta, alpha, slope_a, slope_b):
    """beta * input + alpha * (a with b)"""
    if input.dtype is not b.dtype:
        raise RuntimeError(f"self and mat2 must have the same dtype, but got {input.dtype.scalar} and {b.dtype.scalar}")
    target = product.shape
    bias = _shape.expand(input.detach(), target)
    scaled = _weighted(product, alpha)
    out = scaled if beta == 0 else _weighted(bias, beta) + scaled
    return track(
        out,
        name,
        (input, lambda g: _weighted(g, beta)),
        (a, lambda g, b: _weighted(slope_a(g, b), alpha), b),
        (b, lambda g, a: _weighted(slope_b(g, a), alpha), a),
    )


@operation
def addmm(input, mat1, mat2, beta=1, alpha=1, out_dtype=None):
    for tensor, name in ((mat1, "mat1"), (mat2, "mat2")):
        if tensor.ndim != 2:
            raise RuntimeError(f"{name} must be a matrix, got {tensor.ndim}-D tensor")
    for tensor, name in ((mat1, "mat1"), (input, "self")):
        if tensor.dtype is not mat2.dtype:
            raise RuntimeError(
                f"{name} and mat2 must have the same dtype, but got {tensor.dtype.scalar} and {mat2.dtype.scalar}"
            )
    _check_mm(mat1, mat2)
    product = mm(mat1.detach(), mat2.detach())
    return _with_bias(
        "AddmmBackward0", input, mat1, mat2, product, beta, alpha,
        lambda g, b: mm(g, b.t().conj()), lambda g, a: mm(a.t().conj(), g),
    )  # fmt: skip


# --- others -----------------------------------------------------------------------------------------------------


@operation
def inner(input, other):
    if not input.ndim or not other.ndim:
        return input * other
    if input.shape[-1] != other.shape[-1]:
        raise RuntimeError(
            "inner() the last dimension must match on both input tensors but got shapes "
            f"{list(input.shape)} and {list(other.shape)}"
        )
    return contract(input, other, (-1,), (-1,))


def contract(a, b, dims_a, dims_b):
    """The sum of products over pairs of dimensions."""
    if a.dtype is not b.dtype:
        raise RuntimeError("both inputs should have same dtype")
    size = 1
    for x, y in zip(dims_a, dims_b, strict=True):
        m, n = a.shape[x], b.shape[y]
        if n == 1 != m:
            a = a.sum((x,), keepdim=True)
        elif m == 1 != n:
            b = b.sum((y,), keepdim=True)
        elif m != n:
            raise RuntimeError(
                f"contracted dimensions need to match, but first has size {m} in dim {x} and second has size {n} in dim {y}"
            )
        else:
            size *= m
    dims_a, dims_b = [wrap_dim(d, a.ndim) for d in dims_a], [wrap_dim(d, b.ndim) for d in dims_b]
    free_a, free_b = [d for d in range(a.ndim) if d not in dims_a], [d for d in range(b.ndim) if d not in dims_b]
    shape = tuple(a.shape[d] for d in free_a) + tuple(b.shape[d] for d in free_b)
    left = _shape.reshape(_shape.permute(a, (*free_a, *dims_a)), (math.prod(a.shape[d] for d in free_a), size))
    right = _shape.reshape(_shape.permute(b, (*dims_b, *free_b)), (size, math.prod(b.shape[d] for d in free_b)))
    return _shape.reshape(mm(left, right), shape)
