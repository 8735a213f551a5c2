"""Gradients held against central differences."""

import itertools

import numpy as np

from .._tensor import Tensor, wrap
from .._autograd.grad_mode import no_grad


class GradcheckError(RuntimeError):
    """A gradient that differs from the numerical one."""


def _outputs(func, inputs):
    out = func(*inputs)
    outs = out if isinstance(out, (tuple, list)) else (out,)
    return [o for o in outs if isinstance(o, Tensor) and o.dtype.differentiable]


def _numerical(func, inputs, number, eps):
    """The jacobian of all outputs with respect to one input: (elements of the input, elements of the outputs)."""
    leaf = inputs[number]
    array = leaf._array
    rows = []
    for index in np.ndindex(*array.shape):
        before = array[index].copy()
        sides = []
        for step in (eps, -eps):
            array[index] = before + step
            with no_grad():
                sides.append(np.concatenate([o._array.reshape(-1).copy() for o in _outputs(func, inputs)]))
        array[index] = before
        rows.append((sides[0] - sides[1]) / (2 * eps))
    return np.array(rows).reshape(array.size, -1)


def _analytical(outputs, leaf):
    from . import grad

    columns = []
    for out in outputs:
        for i in range(out.numel()):
            seed = np.zeros(out.shape, out._array.dtype)
            seed.reshape(-1)[i] = 1
            if out.requires_grad:
                (g,) = grad(out, leaf, wrap(seed, out.dtype), retain_graph=True, allow_unused=True)
            else:
                g = None
            columns.append(np.zeros(leaf.numel()) if g is None else g._array.reshape(-1))
    return np.array(columns).T.reshape(leaf.numel(), -1)


def gradcheck(
    func, inputs, *, eps=1e-6, atol=1e-5, rtol=1e-3, raise_exception=True, nondet_tol=0.0, check_undefined_grad=True,
    check_grad_dtypes=False, check_batched_grad=False, check_batched_forward_grad=False, check_forward_ad=False,
    check_backward_ad=True, fast_mode=False, masked=None,
):  # fmt: skip
    """Whether the gradients of `func` at `inputs` (float64) are those that small steps show."""
    inputs = (inputs,) if isinstance(inputs, Tensor) else tuple(inputs)
    checked = [i for i, t in enumerate(inputs) if isinstance(t, Tensor) and t.requires_grad]
    if not checked:
        raise ValueError(
            "gradcheck expects at least one input tensor to require gradient, but none of the them have requires_grad=True."
        )
    outputs = _outputs(func, inputs)
    for number in checked:
        wanted, got = _numerical(func, inputs, number, eps), _analytical(outputs, inputs[number])
        if not np.allclose(got, wanted, rtol, atol):
            if not raise_exception:
                return False
            column = int(np.abs(got - wanted).max(0).argmax())
            raise GradcheckError(
                f"Jacobian mismatch for output {column} with respect to input {number},\nnumerical:{wrap(wanted, inputs[number].dtype)}\n"
                f"analytical:{wrap(got, inputs[number].dtype)}\n"
            )
    return True


def gradgradcheck(func, inputs, grad_outputs=None, **options):
    """The same for the gradients' own gradients."""
    from . import grad

    inputs = (inputs,) if isinstance(inputs, Tensor) else tuple(inputs)
    checked = [i for i, t in enumerate(inputs) if isinstance(t, Tensor) and t.requires_grad]
    outputs = _outputs(func, inputs)
    if grad_outputs is None:
        rng = np.random.RandomState(0)
        grad_outputs = [wrap(rng.randn(*o.shape), o.dtype).requires_grad_() for o in outputs]
    grad_outputs = (grad_outputs,) if isinstance(grad_outputs, Tensor) else tuple(grad_outputs)

    def slopes(*args):
        values, seeds = args[: len(inputs)], args[len(inputs) :]
        leaves = [values[i] for i in checked]
        found = grad(_outputs(func, values), leaves, seeds, create_graph=True, allow_unused=True)
        return tuple(g for g in found if g is not None)

    options = {k: v for k, v in options.items() if k not in ("gen_non_contig_grad_outputs",)}
    return gradcheck(slopes, tuple(itertools.chain(inputs, grad_outputs)), **options)
