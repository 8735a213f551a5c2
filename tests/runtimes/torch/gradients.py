"""Checks the gradient of every operation in the registry against differences of its values, in float64.

An operation is called with drawn tensors for what its signature asks for, or as ARGUMENTS says. It is either checked so,
or CONSTANT says that no gradient goes through it. Prints JSON: what is wrong by name, and the names that were checked.
"""

import json

import torch
from torch import _signatures as _core
from torch._more import signatures as _rest
from torch._registry import IMPLEMENTATIONS, _rows
from torch.autograd import gradcheck

# Operations whose results have no gradient (numbers, booleans, indices, what is drawn or filled), or complex ones.
CONSTANT = set(
    """
    __and__ __lshift__ __or__ __rshift__ __xor__ all allclose any arange argmax argmin argsort argwhere bernoulli bincount
    bitwise_and bitwise_left_shift bitwise_not bitwise_or bitwise_right_shift bitwise_xor bucketize can_cast count_nonzero
    empty empty_like empty_strided eq equal eye full full_like gcd ge greater greater_equal gt heaviside histc is_complex
    is_conj is_floating_point is_same_size is_signed isclose isfinite isin isinf isnan isneginf isposinf isreal lcm le less
    less_equal linalg_matrix_rank linspace logical_and logical_not logical_or logical_xor logspace lt multinomial ne new_empty
    new_full new_ones new_zeros nextafter nonzero normal not_equal one_hot ones ones_like poisson promote_types rand rand_like
    randint randint_like randn randn_like randperm range result_type rrelu searchsorted signbit tril_indices triu_indices zero
    zeros zeros_like dropout floor_divide linalg_eig linalg_eigvals fill
    """.split()
)


def draw(*size, low=0.3, high=0.9):
    """Numbers that are apart from one another, and from where functions bend, in no order."""
    count = torch.Size(size).numel()
    order = (torch.arange(count) * 7 + 3) % count if count % 7 else torch.arange(count)
    return (low + (high - low) * (order.double() + 0.5) / count).reshape(size).requires_grad_()


def ids(*size, below=2):
    return (torch.arange(torch.Size(size).numel()) % below).reshape(size)


x, y, z = draw(2, 3), draw(2, 3, low=1.2, high=1.9), draw(2, 3, low=0.35, high=0.55)
large, vector, three, cube = draw(2, 3, low=1.2, high=1.9), draw(3), draw(3, low=1.2, high=1.9), draw(2, 3, 4)
a, b, square = draw(2, 3), draw(3, 4), draw(3, 3) + 2 * torch.eye(3, dtype=torch.float64)
symmetric = (square + square.mT).detach().requires_grad_()
square = square.detach().requires_grad_()
batch = draw(2, 3, 4), draw(2, 4, 2)
mask = torch.tensor([[True, False, True], [False, True, False]])
image, signal, volume = draw(1, 2, 5, 5), draw(1, 2, 7), draw(1, 1, 4, 4, 4)
logits, classes, signs = draw(3, 4), torch.tensor([1, 0, 3]), torch.tensor([1.0, -1.0, 1.0], dtype=torch.float64)
heads = draw(1, 2, 3, 4), draw(1, 2, 3, 4), draw(1, 2, 3, 4)
where = (torch.tensor([0, 1]), torch.tensor([2, 0]))

# Positional arguments, where (x) and (x, y) are not what an operation takes.
ARGUMENTS = {
    **dict.fromkeys("acosh arccosh".split(), (large,)),
    **dict.fromkeys("cat concat concatenate hstack stack".split(), ([x, y],)),
    **dict.fromkeys("softmax log_softmax special_softmax special_log_softmax cumsum cumprod logcumsumexp".split(), (x, 1)),
    **dict.fromkeys("logsumexp cummax cummin flip".split(), (x, 1)),
    **dict.fromkeys("transpose swapaxes swapdims movedim moveaxis".split(), (cube, 0, 2)),
    **dict.fromkeys("matmul mm linalg_matmul".split(), (a, b)),
    **dict.fromkeys("dot vdot outer ger linalg_cross cross".split(), (vector, three)),
    **dict.fromkeys("reshape view expand broadcast_to repeat tile".split(), (x, (2, 3))),
    **dict.fromkeys("scatter_add index_put".split(), None),
    **dict.fromkeys("det linalg_det inverse linalg_inv slogdet linalg_slogdet logdet".split(), (square,)),
    **dict.fromkeys("matrix_exp linalg_matrix_exp".split(), (square,)),
    **dict.fromkeys("matrix_power linalg_matrix_power".split(), (square, 3)),
    **dict.fromkeys("layer_norm rms_norm".split(), (x, (3,))),
    **dict.fromkeys("polygamma special_polygamma".split(), (1, x)),
    **dict.fromkeys("mvlgamma special_multigammaln".split(), (large, 2)),
    **dict.fromkeys("quantile nanquantile".split(), (x, 0.3)),
    **dict.fromkeys("chunk split hsplit tensor_split".split(), (x, 3, 1)),
    "addmm": (draw(2, 4), a, b), "addmv": (draw(2), a, vector), "addr": (draw(3, 3), vector, three),
    "bmm": batch, "baddbmm": (draw(2, 3, 2), *batch), "addbmm": (draw(3, 2), *batch), "mv": (a, vector),
    "addcmul": (x, y, z), "addcdiv": (x, y, z), "lerp": (x, y, z), "threshold": (x, 0.5, 0.1), "glu": (draw(2, 4), 1),
    "embedding": (x, ids(4)), "embedding_bag": (x, ids(4), torch.tensor([0, 2])), "fill_diagonal": (x, 2.0),
    "gather": (x, 1, ids(2, 2)), "take_along_dim": (x, ids(2, 3), 1), "index_select": (x, 1, ids(4)),
    "scatter": (x, 1, ids(2, 2), y), "scatter_add": (x, 1, ids(2, 2), y), "scatter_reduce": (x, 1, ids(2, 3), y, "prod"),
    "index_add": (x, 0, ids(2), y), "index_copy": (x, 0, ids(2), y), "index_fill": (x, 1, ids(1), 2.0),
    "index_put": (x, where, draw(2)), "put": (x, ids(2), draw(2)), "take": (x, ids(4)),
    "masked_fill": (x, mask, 2.0), "masked_select": (x, mask), "masked_scatter": (x, mask, y), "where": (mask, x, y),
    "diagonal_scatter": (x, draw(2)), "select_scatter": (x, draw(3), 0, 1), "slice_scatter": (x, draw(1, 3), 0, 0, 1),
    "narrow": (x, 1, 1, 2), "select": (x, 1, 2), "permute": (cube, (2, 0, 1)), "unsqueeze": (x, 1), "unfold": (x, 1, 2, 1),
    "unflatten": (x, 1, (3, 1)), "as_strided": (x, (2, 2), (1, 2)), "sum_to_size": (x, (1, 3)), "roll": (x, (1,), (1,)), "combinations": (vector,),
    "pad": (x, (1, 1)), "constant_pad_nd": (x, (1, 1)), "repeat_interleave": (x, 2, 1), "topk": (x, 2),
    "kthvalue": (x, 2), "split_with_sizes": (x, (1, 2), 1), "vsplit": (x, 2), "dsplit": (cube, 2),
    "pixel_shuffle": (draw(1, 4, 2, 2), 2), "pixel_unshuffle": (draw(1, 1, 4, 4), 2), "renorm": (x, 2, 0, 0.5),
    "scaled_dot_product_attention": heads, "bilinear": (x, y, draw(2, 3, 3)), "prelu": (x - 0.6, draw(3)),
    "view_as_complex": None, "view_as_real": None, "imag": None, "real": (x,), "polar": None, "complex": None,
    "nll_loss": (logits, classes), "nll_loss_nd": (logits, classes), "multi_margin_loss": (logits, classes),
    "multilabel_margin_loss": (logits, torch.tensor([[1, -1, 0, 0]] * 3)), "poisson_nll_loss": (x, y, True, False, 1e-8, 1),
    "cosine_embedding_loss": (draw(3, 4), draw(3, 4, low=-0.9), signs), "margin_ranking_loss": (vector, three, signs),
    "hinge_embedding_loss": (vector, signs), "triplet_margin_loss": (x, y, z),
    "batch_norm": (draw(3, 2, 2), draw(2), draw(2), None, None, True, 0.1, 1e-5, False),
    "group_norm": (draw(2, 4, 2), 2, draw(4), draw(4)),
    "instance_norm": (draw(2, 3, 4), draw(3), draw(3), None, None, True, 0.1, 1e-5, False),
    "conv1d": (signal, draw(2, 2, 3), draw(2)), "conv2d": (image, draw(2, 2, 3, 3), draw(2)),
    "conv3d": (volume, draw(1, 1, 2, 2, 2)), "conv_transpose1d": (signal, draw(2, 1, 3)),
    "conv_transpose2d": (image, draw(2, 1, 2, 2)), "conv_transpose3d": (volume, draw(1, 1, 2, 2, 2)),
    "im2col": (image, (2, 2), (1, 1), (0, 0), (1, 1)), "col2im": (draw(1, 4, 9), (4, 4), (2, 2), (1, 1), (0, 0), (1, 1)),
    "avg_pool1d": (signal, (2,)), "avg_pool2d": (image, (2, 2)), "avg_pool3d": (volume, (2, 2, 2)),
    "max_pool1d": (signal, (2,)), "max_pool2d": (image, (2, 2)), "max_pool3d": (volume, (2, 2, 2)),
    "adaptive_avg_pool1d": (signal, (2,)), "adaptive_avg_pool2d": (image, (2, 2)),
    "adaptive_avg_pool3d": (volume, (2, 2, 2)),
    "linalg_solve": (square, draw(3, 2)), "linalg_solve_triangular": None, "linalg_qr": (square,),
    "linalg_cholesky": None, "linalg_eigh": None, "linalg_eigvalsh": None, "linalg_svd": None,
}  # fmt: skip

# Where the gradient of the function itself is not defined, or goes through complex numbers: a function of the function.
FUNCTIONS = {
    "linalg_cholesky": (lambda f, m: f(m @ m.mT + torch.eye(3)), square),
    "linalg_solve_triangular": (lambda f, m, n: f(m, n, upper=True), square.triu().detach().requires_grad_(), b),
    "linalg_eigh": (lambda f, m: (f(m + m.mT)[0], f(m + m.mT)[1].abs()), symmetric),
    "linalg_eigvalsh": (lambda f, m: f(m + m.mT), symmetric),
    "linalg_svd": (lambda f, m: (f(m, False)[1], f(m, False)[0] @ f(m, False)[2]), x),
    "view_as_complex": (lambda f, m: torch.view_as_real(f(m) * f(m)), draw(3, 2)),
    "view_as_real": (lambda f, m: f(torch.view_as_complex(m) ** 2), draw(3, 2)),
    "imag": (lambda f, m: f(torch.view_as_complex(m) ** 2), draw(3, 2)),
    "polar": (lambda f, m, n: torch.view_as_real(f(m, n)), x, y),
    "complex": (lambda f, m, n: torch.view_as_real(f(m, n)), x, y),
}


def names():
    """The operations of both parts."""
    for table in (_core.TABLE, _rest.TABLE):
        yield from dict.fromkeys(name for _, _, name, _ in _rows(table))


def is_variable(value):
    return isinstance(value, torch.Tensor) and value.requires_grad


def parts(value):
    return list(value) if isinstance(value, (tuple, list)) else [value]


def prepared(name):
    """(a function, its arguments) for the operation."""
    operation = IMPLEMENTATIONS[name]
    if name in FUNCTIONS:
        function, *arguments = FUNCTIONS[name]
        return (lambda *given: function(operation, *given)), arguments
    if name in ARGUMENTS:
        return operation, list(ARGUMENTS[name])
    try:
        operation(x)
        return operation, [x]
    except Exception:
        return operation, [x, y]


def check(name):
    """Raises unless the gradients are right."""
    function, arguments = prepared(name)
    variables = [value for argument in arguments for value in parts(argument) if is_variable(value)]

    def run(*given):
        left = iter(given)
        filled = [
            [next(left) if is_variable(v) else v for v in a] if isinstance(a, list) else next(left) if is_variable(a) else a
            for a in arguments
        ]
        return parts(function(*filled))

    tracked = [i for i, out in enumerate(run(*variables)) if is_variable(out)]
    assert tracked, "no output has a gradient"
    assert gradcheck(lambda *given: tuple(run(*given)[i] for i in tracked), variables)


wrong, checked = {}, []
for name in names():
    if name in CONSTANT:
        continue
    try:
        check(name)
        checked.append(name)
    except Exception as error:  # noqa: BLE001
        wrong[name] = f"{type(error).__name__}: {error}"
constant = [name for name in names() if name in CONSTANT]
print(json.dumps({"wrong": wrong, "checked": checked, "constant": constant}))
