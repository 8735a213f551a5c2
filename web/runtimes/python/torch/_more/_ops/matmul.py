"""Less frequent: products of vectors and matrices, composed as PyTorch composes them."""

import numpy as np

from torch._autograd.graph import track
from torch._ops import shape as _shape
from torch._ops.dims import broadcast_shapes, wrap_dim
from torch._ops.matmul import _check_bmm, _dot, _with_bias, bmm, contract, matmul, mm, mv, outer
from torch._ops.reduction import vector_norm
from torch._registry import operation, operation_named
from torch._tensor import Tensor, wrap


@operation
def baddbmm(input, batch1, batch2, beta=1, alpha=1, out_dtype=None):
    for tensor in (batch1, batch2):
        wrap_dim(2, tensor.ndim)
    _check_bmm(batch1, batch2)
    product = bmm(batch1.detach(), batch2.detach())
    return _with_bias(
        "BaddbmmBackward0", input, batch1, batch2, product, beta, alpha,
        lambda g, b: bmm(g, b.transpose(1, 2).conj()), lambda g, a: bmm(a.transpose(1, 2).conj(), g),
    )  # fmt: skip


@operation
def vdot(input, other):
    return _dot(input, other, "VdotBackward0", np.conj)


@operation
def addmv(input, mat, vec, beta=1, alpha=1):
    product = mv(mat.detach(), vec.detach())
    return _with_bias(
        "AddmvBackward0", input, mat, vec, product, beta, alpha,
        lambda g, v: outer(g, v.conj()), lambda g, m: mv(m.t().conj(), g),
    )  # fmt: skip


@operation
def addr(input, vec1, vec2, beta=1, alpha=1):
    product = outer(vec1.detach(), vec2.detach())
    return _with_bias(
        "AddrBackward0", input, vec1, vec2, product, beta, alpha,
        lambda g, b: mv(g, b.conj()), lambda g, a: mv(g.t(), a.conj()),
    )  # fmt: skip


@operation
def addbmm(input, batch1, batch2, beta=1, alpha=1):
    product = bmm(batch1.detach(), batch2.detach()).sum((0,))
    return _with_bias(
        "AddbmmBackward0", input, batch1, batch2, product, beta, alpha,
        lambda g, b: matmul(g, b.transpose(1, 2).conj()), lambda g, a: matmul(a.transpose(1, 2).conj(), g),
    )  # fmt: skip


def tensordot(a, b, dims=2, out=None):
    """Contracts the last `dims` dimensions of `a` with the first of `b`, or the pairs in two lists.

    torch.tensordot(a, b, dims=2)
    """
    if isinstance(dims, Tensor):
        dims = dims.tolist()
    if isinstance(dims, int):
        if dims < 0:
            raise RuntimeError(f"tensordot expects dims >= 0, but got dims={dims}")
        if dims > min(a.dim(), b.dim()):
            raise RuntimeError(f"tensordot expects dims < ndim_a or ndim_b, but got dims={dims}")
        dims = list(range(-dims, 0)), list(range(dims))
    return contract(a, b, *dims)


@operation
def kron(input, other):
    n = max(input.ndim, other.ndim)
    a = _shape.reshape(input, (1,) * (n - input.ndim) + tuple(input.shape))
    b = _shape.reshape(other, (1,) * (n - other.ndim) + tuple(other.shape))
    for at in range(n):
        a, b = _shape.unsqueeze(a, 2 * at + 1), _shape.unsqueeze(b, 2 * at)
    shape = tuple(a.shape[2 * i] * b.shape[2 * i + 1] for i in range(n))
    return _shape.unsafe_view(a * b, shape)


@operation
def cross(input, other, dim=None):
    if dim is None:
        dim = next((i for i, size in enumerate(input.shape) if size == 3), None)
        if dim is None:
            raise RuntimeError("no dimension of size 3 in input")
    return linalg_cross(input, other, dim)


@operation
def linalg_cross(input, other, dim=-1):
    at = wrap_dim(dim, input.ndim)
    if input.shape[at] != 3 or other.shape[at] != 3:
        raise RuntimeError(
            f"linalg.cross: inputs dimension {dim if dim >= 0 else at} must have length 3. Got {input.shape[at]} and "
            f"{other.shape[at]}"
        )
    shape = broadcast_shapes(input.shape, other.shape)
    a, b = np.broadcast_to(input._values, shape), np.broadcast_to(other._values, shape)
    out = wrap(np.cross(a, b, axis=at), input.dtype)
    return track(
        out,
        "LinalgCrossBackward0",
        (input, lambda g, b: linalg_cross(b.conj().expand(shape), g, at), other),
        (other, lambda g, a: linalg_cross(g, a.conj().expand(shape), at), input),
    )


@operation_named("matrix_power", "linalg_matrix_power")
def matrix_power(input, n):
    if input.ndim < 2 or input.shape[-1] != input.shape[-2]:
        raise RuntimeError(
            f"linalg.matrix_power: A must be batches of square matrices, but they are {input.shape[-2]} by "
            f"{input.shape[-1]} matrices"
        )
    if n == 0:
        eye = wrap(np.broadcast_to(np.eye(input.shape[-1]), input.shape).copy(), input.dtype)
        return eye
    if n < 0:
        return matrix_power(input.inverse(), -n)
    if n == 1:
        return input.clone()
    result, square = None, input
    while n:
        if n & 1:
            result = square if result is None else matmul(result, square)
        n >>= 1
        square = matmul(square, square) if n else square
    return result


def chain_matmul(*matrices, out=None):
    """The product of several matrices."""
    matrices = matrices[0] if len(matrices) == 1 and isinstance(matrices[0], (list, tuple)) else matrices
    return multi_dot(list(matrices)) if len(matrices) > 1 else matrices[0]


@operation_named("linalg_multi_dot")
def multi_dot(tensors):
    if len(tensors) < 2:
        raise RuntimeError(f"multi_dot(): expected at least 2 tensors but got {len(tensors)}")
    parts = list(tensors)
    first, last = parts[0].ndim == 1, parts[-1].ndim == 1
    parts[0] = parts[0].unsqueeze(0) if first else parts[0]
    parts[-1] = parts[-1].unsqueeze(-1) if last else parts[-1]
    result = parts[0]
    for i, part in enumerate(parts[1:]):
        if parts[i].shape[-1] != part.shape[0]:
            raise RuntimeError(
                f"multi_dot(): tensors {i} and {i + 1} with shapes {list(tensors[i].shape)} and "
                f"{list(tensors[i + 1].shape)} cannot be multiplied"
            )
        result = mm(result, part)
    shape = (() if first else (result.shape[0],)) + (() if last else (result.shape[1],))
    return result.view(shape)


@operation
def cdist(x1, x2, p=2.0, compute_mode=None):
    if x1.shape[-1] != x2.shape[-1]:
        raise RuntimeError(f"X1 and X2 must have the same number of columns. X1: {x1.shape[-1]} X2: {x2.shape[-1]}")
    difference = x1.unsqueeze(-2) - x2.unsqueeze(-3)
    result = vector_norm(difference, p, (-1,))
    if result._node is not None:
        result = track(result.detach(), "CdistBackward0", (result, lambda g: g))
    return result


@operation_named("linalg_vecdot")
def vecdot(x, y, dim=-1):
    return (x.conj() * y).sum((dim,))
