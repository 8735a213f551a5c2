"""torch.func: functions of functions."""

import functools

from ._ops.joining import stack, unbind
from ._tensor import Tensor
from .autograd import functional, grad as _grad


def _fresh(args, argnums):
    numbers = (argnums,) if isinstance(argnums, int) else argnums
    args = list(args)
    for i in numbers:
        args[i] = _map(lambda t: (t if t.requires_grad else t.detach().requires_grad_()), args[i])
    return args, numbers


def _map(function, tree):
    if isinstance(tree, Tensor):
        return function(tree)
    if isinstance(tree, dict):
        return {key: _map(function, value) for key, value in tree.items()}
    return type(tree)(_map(function, value) for value in tree)


def _leaves(tree):
    found = []
    _map(lambda t: found.append(t) or t, tree)
    return found


def grad_and_value(func, argnums=0, has_aux=False):
    """A function that gives the gradients and the value of `func`."""

    @functools.wraps(func)
    def wrapped(*args, **kwargs):
        nested = any(t.requires_grad for a in args if isinstance(a, Tensor) for t in [a])
        args, numbers = _fresh(args, argnums)
        value = func(*args, **kwargs)
        value, aux = value if has_aux else (value, None)
        if not isinstance(value, Tensor) or value.ndim:
            raise RuntimeError(
                "grad_and_value(f)(*args): Expected f(*args) to return a scalar tensor, got tensor with "
                f"{value.ndim} dims. Maybe you wanted to use the vjp or jacrev APIs instead?"
            )
        targets = [args[i] for i in numbers]
        flat = [t for target in targets for t in _leaves(target)]
        found = iter(_grad(value, flat, create_graph=nested, allow_unused=True, materialize_grads=True))
        grads = tuple(_map(lambda t: next(found), target) for target in targets)
        grads = grads[0] if isinstance(argnums, int) else grads
        value = value if nested else value.detach()
        return (grads, (value, aux)) if has_aux else (grads, value)

    return wrapped


def grad(func, argnums=0, has_aux=False):
    """A function that gives the gradients of `func`."""
    both = grad_and_value(func, argnums, has_aux)

    @functools.wraps(func)
    def wrapped(*args, **kwargs):
        grads, value = both(*args, **kwargs)
        return (grads, value[1]) if has_aux else grads

    return wrapped


def vmap(func, in_dims=0, out_dims=0, randomness="error", *, chunk_size=None):
    """A function that applies `func` to every element along a dimension."""

    def wrapped(*args, **kwargs):
        dims = in_dims if isinstance(in_dims, (tuple, list)) else (in_dims,) * len(args)
        count = next(a.shape[d] for a, d in zip(args, dims, strict=True) if d is not None)
        rows = [[a] * count if d is None else unbind(a, d) for a, d in zip(args, dims, strict=True)]
        results = [func(*row, **kwargs) for row in zip(*rows, strict=True)]
        if isinstance(results[0], tuple):
            outs = out_dims if isinstance(out_dims, tuple) else (out_dims,) * len(results[0])
            return tuple(stack(part, d) for part, d in zip(zip(*results, strict=True), outs, strict=True))
        return stack(results, out_dims)

    return wrapped


def jacrev(func, argnums=0, has_aux=False, **_):
    """A function that gives the jacobian of `func`."""

    def wrapped(*args):
        def of_one(x):
            return func(*args[:argnums], x, *args[argnums + 1 :])

        return functional.jacobian(of_one, args[argnums], create_graph=args[argnums].requires_grad)

    return wrapped


jacfwd = jacrev


def hessian(func, argnums=0):
    """A function that gives the second derivatives of `func`."""

    def wrapped(*args):
        return functional.hessian(lambda x: func(*args[:argnums], x, *args[argnums + 1 :]), args[argnums])

    return wrapped


def vjp(func, *primals, has_aux=False):
    """(value, function that gives the gradients for a cotangent)"""
    leaves = [p.detach().requires_grad_() for p in primals]
    out = func(*leaves)

    def pull(*cotangents):
        return _grad(out, leaves, cotangents, retain_graph=True, allow_unused=True, materialize_grads=True)

    return out.detach() if isinstance(out, Tensor) else out, pull


def jvp(func, primals, tangents, *, strict=False, has_aux=False):
    """(value, derivative along the tangents)"""
    return functional.jvp(func, tuple(primals), tuple(tangents))


def functional_call(module, parameter_and_buffer_dicts, args=None, kwargs=None, *, tie_weights=True, strict=False):
    """The module's output with other parameters and buffers."""
    given = parameter_and_buffer_dicts
    given = dict(given) if isinstance(given, dict) else {k: v for d in given for k, v in d.items()}
    args = () if args is None else args if isinstance(args, tuple) else (args,)
    before = []
    try:
        for name, value in given.items():
            path, _, own = name.rpartition(".")
            owner = module.get_submodule(path)
            members = owner._parameters if own in owner._parameters else owner._buffers
            before.append((members, own, members[own]))
            members[own] = value
        return module(*args, **(kwargs or {}))
    finally:
        for members, own, value in reversed(before):
            members[own] = value
