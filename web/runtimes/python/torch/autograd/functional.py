"""Derivatives of functions: jacobian, hessian, vjp, jvp, and their products."""

from .._ops.creation import ones_like, zeros_like
from .._tensor import Tensor


def _prepare(inputs):
    many = isinstance(inputs, (tuple, list))
    fresh = tuple(t.detach().requires_grad_() for t in (inputs if many else (inputs,)))
    return many, fresh


def _outputs(func, inputs):
    out = func(*inputs)
    return (out if isinstance(out, tuple) else (out,)), isinstance(out, tuple)


def _grads(outputs, inputs, v=None, create_graph=False):
    from . import grad

    return grad(outputs, inputs, v, retain_graph=True, create_graph=create_graph, allow_unused=True, materialize_grads=True)


def jacobian(func, inputs, create_graph=False, strict=False, vectorize=False, strategy="reverse-mode"):
    """The derivatives of every output with respect to every input."""
    many, inputs = (isinstance(inputs, (tuple, list)), inputs)
    own = tuple(inputs) if many else (inputs,)
    leaves = own if create_graph and all(t.requires_grad for t in own) else _prepare(own)[1]
    outputs, several = _outputs(func, leaves)
    rows = []
    for out in outputs:
        flat = out.reshape((-1,))
        lines = [_row(flat[i], leaves, create_graph) for i in range(flat.numel())]
        row = tuple(
            _stack([line[k] for line in lines]).reshape((*out.shape, *leaf.shape)) for k, leaf in enumerate(leaves)
        )
        rows.append(row if many else row[0])
    return tuple(rows) if several else rows[0]


def _row(element, leaves, create_graph):
    if not element.requires_grad:
        return tuple(zeros_like(t) for t in leaves)
    return _grads(element, leaves, create_graph=create_graph)


def _stack(tensors):
    from .._ops.joining import stack

    return stack(tensors)


def hessian(func, inputs, create_graph=False, strict=False, vectorize=False, outer_jacobian_strategy="reverse-mode"):
    """The second derivatives of a function with one number as its result."""
    many = isinstance(inputs, (tuple, list))

    def slope(*args):
        args = tuple(a if a.requires_grad else a.detach().requires_grad_() for a in args)
        rows = _grads(func(*args), args, create_graph=True)
        return rows if many else rows[0]

    return jacobian(slope, inputs, create_graph)


def vjp(func, inputs, v=None, create_graph=False, strict=False):
    """(outputs, v times the jacobian)"""
    many, leaves = _prepare(inputs)
    outputs, several = _outputs(func, leaves)
    found = _grads(outputs, leaves, v if v is None or isinstance(v, (tuple, list)) else (v,), create_graph)
    shown = tuple(o if create_graph else o.detach() for o in outputs)
    return (shown if several else shown[0]), (found if many else found[0])


def jvp(func, inputs, v=None, create_graph=False, strict=False):
    """(outputs, the jacobian times v), by differentiating twice"""
    _, leaves = _prepare(inputs)
    v = (v,) if isinstance(v, Tensor) else v if v is not None else tuple(ones_like(t) for t in leaves)
    outputs, several = _outputs(func, leaves)
    dummies = tuple(zeros_like(o).requires_grad_() for o in outputs)
    rows = _grads(outputs, leaves, dummies, create_graph=True)
    found = _grads(rows, dummies, tuple(v), create_graph)
    shown = tuple(o if create_graph else o.detach() for o in outputs)
    return (shown, found) if several else (shown[0], found[0])


def vhp(func, inputs, v=None, create_graph=False, strict=False):
    """(output, v times the hessian)"""
    many, leaves = _prepare(inputs)
    out = func(*leaves)
    slopes = _grads(out, leaves, create_graph=True)
    found = _grads(slopes, leaves, v if isinstance(v, (tuple, list)) else (v,), create_graph)
    return out if create_graph else out.detach(), found if many else found[0]


hvp = vhp
