"""What matrices are asked for: inverses, factors, eigenvalues, norms."""

import math

import numpy as np

from torch import _dtype
from torch._autograd.graph import track
from torch._dtype import FLOAT
from torch._namedtuples import named_tuple
from torch._ops.matmul import matmul
from torch._ops.reduction import vector_norm as _vector_norm
from torch._registry import operation, operation_named
from torch._tensor import wrap
from torch.linalg import LinAlgError


def _check(name, A, square=True):  # noqa: N803
    if A.dtype.kind < FLOAT:
        raise RuntimeError(
            f"linalg.{name}: Expected a floating point or complex tensor as input. Got {A.dtype.scalar}"
        )
    if A.ndim < 2:
        raise RuntimeError(f"linalg.{name}: The input tensor A must have at least 2 dimensions.")
    if square and A.shape[-1] != A.shape[-2]:
        raise RuntimeError(
            f"linalg.{name}: A must be batches of square matrices, but they are {A.shape[-2]} by {A.shape[-1]} matrices"
        )


def _turn(A):  # noqa: N803
    return A.mT.conj()


@operation_named("linalg_inv", "inverse")
def inv(A=None, input=None):  # noqa: N803
    A = input if A is None else A  # noqa: N806
    _check("inv", A)
    try:
        out = wrap(np.linalg.inv(A._values), A.dtype)
    except np.linalg.LinAlgError:
        raise LinAlgError(
            "linalg.inv: The diagonal element 1 is zero, the inversion could not be completed because the input matrix is "
            "singular."
        ) from None
    return track(out, "LinalgInvExBackward0", (A, lambda g, y: -matmul(matmul(_turn(y), g), _turn(y)), out))


@operation_named("linalg_det", "det")
def det(A=None, input=None):  # noqa: N803
    A = input if A is None else A  # noqa: N806
    _check("det", A)
    out = wrap(np.linalg.det(A._values), A.dtype)

    def backward(g, A, y):  # noqa: N803
        return (g * y.conj()).unsqueeze(-1).unsqueeze(-1) * _turn(inv(A))

    return track(out, "LinalgDetBackward0", (A, backward, A, out))


@operation_named("linalg_slogdet", "slogdet")
def slogdet(A=None, input=None):  # noqa: N803
    A = input if A is None else A  # noqa: N806
    _check("slogdet", A)
    sign, log = (wrap(x, A.dtype) for x in np.linalg.slogdet(A._values))
    track(log, "LinalgSlogdetBackward0", (A, lambda g, A: g.unsqueeze(-1).unsqueeze(-1) * _turn(inv(A)), A))
    return named_tuple("linalg_slogdet", "sign logabsdet", (sign, log))


@operation
def logdet(input):
    sign, log = slogdet(input)
    return log.masked_fill(sign < 0, math.nan)


@operation_named("linalg_solve")
def solve(A, B, left=True):  # noqa: N803
    _check("solve", A)
    if not left:
        return solve(A.mT, B.mT).mT
    vector = B.ndim == 1 or (B.ndim == A.ndim - 1 and B.shape == A.shape[:-1])
    right = B.unsqueeze(-1) if vector else B
    try:
        out = wrap(np.linalg.solve(A._values, right._values), A.dtype)
    except np.linalg.LinAlgError:
        raise LinAlgError(
            "torch.linalg.solve: The solver failed because the input matrix is singular."
        ) from None

    def to_b(g, A):  # noqa: N803
        return solve(_turn(A), g)

    def to_a(g, A, x):  # noqa: N803
        return -matmul(solve(_turn(A), g), _turn(x))

    track(out, "LinalgSolveExBackward0", (A, to_a, A, out), (right, to_b, A))
    return out.squeeze(-1) if vector else out


@operation_named("linalg_cholesky")
def cholesky(input, upper=False):
    _check("cholesky", input)
    try:
        out = wrap(np.linalg.cholesky(input._values), input.dtype)
    except np.linalg.LinAlgError:
        raise LinAlgError(
            "linalg.cholesky: The factorization could not be completed because the input is not positive-definite (the leading "
            "minor of order 1 is not positive-definite)."
        ) from None

    def backward(g, y):
        inverse = inv(y)
        middle = matmul(_turn(y), g).tril()
        middle = middle - middle.tril().triu() / 2
        slope = matmul(matmul(_turn(inverse), middle), inverse)
        return (slope + _turn(slope)) / 2

    track(out, "LinalgCholeskyExBackward0", (input, backward, out))
    return _turn(out) if upper else out


@operation_named("linalg_qr")
def qr(A, mode="reduced"):  # noqa: N803
    _check("qr", A, square=False)
    q, r = (wrap(x, A.dtype) for x in np.linalg.qr(A._values, "reduced" if mode == "r" else mode))
    track((q, r), "LinalgQrBackward0", (A, lambda gs, q, r: _qr_slope(gs, q, r), q, r))
    return named_tuple("qr", "Q R", (q, r))


def _qr_slope(gs, q, r):
    g_q, g_r = gs
    m = matmul(r, _turn(g_r)) - matmul(_turn(g_q), q)
    low = m.tril(-1)
    full = low + _turn(low) + m.tril().triu()
    return _turn(solve(r, _turn(g_q + matmul(q, full))))


@operation_named("linalg_svd")
def svd(A, full_matrices=True, driver=None):  # noqa: N803
    _check("svd", A, square=False)
    u, s, vh = (wrap(x, A.dtype) for x in np.linalg.svd(A._values, full_matrices))
    k = s.shape[-1]
    track((u, s, vh), "LinalgSvdBackward0", (A, lambda gs, u, s, vh: _svd_slope(gs, u, s, vh, k), u, s, vh))
    return named_tuple("linalg_svd", "U S Vh", (u, s, vh))


def _svd_slope(gs, u, s, vh, k):
    g_u, g_s, g_vh = (gs[0][..., :k], gs[1], gs[2][..., :k, :])
    u, vh = u[..., :k], vh[..., :k, :]
    squares = s * s
    gap = squares.unsqueeze(-2) - squares.unsqueeze(-1)
    f = (1 / gap).masked_fill(gap == 0, 0)
    left = matmul(_turn(u), g_u)
    right = matmul(vh, _turn(g_vh))
    row = s.unsqueeze(-2)
    inner = f * (left - _turn(left)) * row + s.unsqueeze(-1) * f * (right - _turn(right))
    inner = inner + g_s.diag_embed()
    out = matmul(matmul(u, inner), vh)
    rest_u = g_u / row
    out = out + matmul(rest_u - matmul(u, matmul(_turn(u), rest_u)), vh)
    rest_v = _turn(g_vh) / row
    return out + matmul(u, _turn(rest_v - matmul(_turn(vh), matmul(vh, rest_v))))


@operation_named("linalg_svdvals")
def svdvals(A, driver=None):  # noqa: N803
    return svd(A, False)[1]


@operation_named("linalg_eigh")
def eigh(input, UPLO="L"):  # noqa: N803
    _check("eigh", input)
    values, vectors = np.linalg.eigh(input._values, UPLO)
    w, v = wrap(values, input.dtype.to_real()), wrap(vectors, input.dtype)

    def backward(gs, w, v):
        gap = w.unsqueeze(-2) - w.unsqueeze(-1)
        f = (1 / gap).masked_fill(gap == 0, 0)
        inner = gs[0].diag_embed() + f * matmul(_turn(v), gs[1])
        slope = matmul(matmul(v, inner), _turn(v))
        return (slope + _turn(slope)) / 2

    track((w, v), "LinalgEighBackward0", (input, backward, w, v))
    return named_tuple("linalg_eigh", "eigenvalues eigenvectors", (w, v))


@operation_named("linalg_eigvalsh")
def eigvalsh(input, UPLO="L"):  # noqa: N803
    return eigh(input, UPLO)[0]


@operation_named("linalg_eig")
def eig(input):
    _check("eig", input)
    kind = input.dtype.to_complex()
    return named_tuple("linalg_eig", "eigenvalues eigenvectors", [wrap(x, kind) for x in np.linalg.eig(input._values)])


@operation_named("linalg_eigvals")
def eigvals(input):
    return eig(input)[0]


@operation_named("linalg_pinv", "pinverse")
def pinv(input, atol=None, rtol=None, hermitian=False, rcond=None):
    limit = rtol if rtol is not None else rcond
    if limit is None:
        limit = max(input.shape[-2:]) * _dtype.finfo(input.dtype).eps
    u, s, vh = svd(input, False)
    kept = (1 / s).masked_fill(s <= limit * s.max(-1, keepdim=True)[0], 0)
    return matmul(_turn(vh) * kept.unsqueeze(-2), _turn(u))


@operation_named("linalg_matrix_rank")
def matrix_rank(input, tol=None, hermitian=False, atol=None, rtol=None):
    s = svdvals(input)
    limit = tol if tol is not None else max(input.shape[-2:]) * _dtype.finfo(input.dtype).eps * s.max(-1, keepdim=True)[0]
    return (s > limit).sum(-1)


@operation_named("linalg_lstsq")
def lstsq(input, b, rcond=None, driver=None):
    empty = input.new_empty((0,))
    rank = wrap(np.asarray(np.linalg.matrix_rank(input._values)), _dtype.int64)
    solution = matmul(pinv(input), b)
    return named_tuple("linalg_lstsq", "solution residuals rank singular_values", (solution, empty, rank, empty))


@operation_named("linalg_solve_triangular")
def solve_triangular(input, B, upper, left=True, unitriangular=False):  # noqa: N803
    A = input.triu() if upper else input.tril()  # noqa: N806
    if unitriangular:
        eye = wrap(np.eye(input.shape[-1]), input.dtype)
        A = A - A.tril().triu() + eye  # noqa: N806
    return solve(A, B, left)


@operation_named("linalg_matrix_exp", "matrix_exp")
def matrix_exp(input):
    """By scaling and squaring of the series."""
    _check("matrix_exp", input)
    size = float(np.abs(input._values).sum(-1).max(initial=0))
    halvings = max(0, math.ceil(math.log2(size)) + 1) if size > 0 else 0
    scaled = input / 2**halvings
    term = result = wrap(np.broadcast_to(np.eye(input.shape[-1]), input.shape).copy(), input.dtype)
    for k in range(1, 19):
        term = matmul(term, scaled) / k
        result = result + term
    for _ in range(halvings):
        result = matmul(result, result)
    return result


# --- norms ------------------------------------------------------------------------------------------------------


@operation_named("linalg_matrix_norm")
def matrix_norm(input, ord="fro", dim=(-2, -1), keepdim=False, dtype=None):  # noqa: A002
    dim = tuple(dim)
    if ord == "fro":
        return _vector_norm(input, 2, dim, keepdim, dtype)
    if ord in ("nuc", 2, -2):
        moved = input.movedim(dim, (-2, -1))
        s = svdvals(moved)
        out = s.sum(-1) if ord == "nuc" else s.amax((-1,)) if ord == 2 else s.amin((-1,))
        return out.unsqueeze(-1).unsqueeze(-1) if keepdim and dim == (-2, -1) else out
    row, column = dim if abs(ord) == 1 else dim[::-1]
    sums = _vector_norm(input, 1, (row,), True)
    best = sums.amax((column,), True) if ord > 0 else sums.amin((column,), True)
    return best if keepdim else best.squeeze(dim)


@operation_named("linalg_norm")
def norm(input, ord=None, dim=None, keepdim=False, dtype=None):  # noqa: A002
    if ord is None:
        return _vector_norm(input, 2, dim, keepdim, dtype)
    if dim is None:
        if input.ndim not in (1, 2):
            raise RuntimeError(
                f"linalg.norm: If dim is not specified but ord is, the input must be 1D or 2D. Got {input.ndim}D."
            )
        dim = (-2, -1) if input.ndim == 2 else (0,)
    if len(dim) == 1 and not isinstance(ord, str):
        return _vector_norm(input, ord, dim, keepdim, dtype)
    return matrix_norm(input, ord, dim, keepdim, dtype)


@operation_named("linalg_cond")
def cond(input, p=None):
    if p in (None, 2):
        s = svdvals(input)
        return s.amax((-1,)) / s.amin((-1,))
    return matrix_norm(input, p) * matrix_norm(inv(input), p)


@operation
def linalg_diagonal(A, offset=0, dim1=-2, dim2=-1):  # noqa: N803
    return A.diagonal(offset, dim1, dim2)


@operation
def linalg_vander(x, N=None):  # noqa: N803
    powers = np.arange(x.shape[-1] if N is None else N)
    return x.unsqueeze(-1) ** wrap(powers, _dtype.int64)
