"""Gradients: `backward`, `grad`, Function, and the checks of gradients."""

from .._tensor import Tensor
from .._ops.creation import zeros_like
from .._autograd.engine import run, start
from .._autograd.grad_mode import enable_grad, inference_mode, no_grad, set_grad_enabled
from .._rest import look_in_rest


def _as_tuple(value):
    return (value,) if isinstance(value, Tensor) or value is None else tuple(value)


def backward(tensors, grad_tensors=None, retain_graph=None, create_graph=False, grad_variables=None, inputs=None):
    """Adds the gradients of `tensors` to the `grad` of the leaves they were made from."""
    outputs = _as_tuple(tensors)
    given = _as_tuple(grad_tensors) if grad_tensors is not None else (None,) * len(outputs)
    retain = create_graph if retain_graph is None else retain_graph
    if inputs is not None:
        inputs = _as_tuple(inputs)
        if not inputs:
            raise RuntimeError("`inputs` argument to `backward` cannot be empty.")
    run(outputs, start(outputs, given), retain, create_graph, inputs)


def grad(
    outputs, inputs, grad_outputs=None, retain_graph=None, create_graph=False, only_inputs=True, allow_unused=None,
    is_grads_batched=False, materialize_grads=False,
):  # fmt: skip
    """The gradients of `outputs` with respect to `inputs`, as a tuple; no `grad` changes."""
    outputs, inputs = _as_tuple(outputs), _as_tuple(inputs)
    given = _as_tuple(grad_outputs) if grad_outputs is not None else (None,) * len(outputs)
    allow_unused = materialize_grads if allow_unused is None else allow_unused
    retain = create_graph if retain_graph is None else retain_graph
    gradients = start(outputs, given)
    if not all(t.requires_grad for t in inputs):
        raise RuntimeError("One of the differentiated Tensors does not require grad")
    found = run(outputs, gradients, retain, create_graph, inputs, accumulate=False)
    if not allow_unused and any(g is None for g in found):
        raise RuntimeError(
            f"The differentiated Tensor at index {[g is None for g in found].index(True)} appears to not have been used in the graph. Set "
            "allow_unused=True if this is the desired behavior."
        )
    if materialize_grads:
        found = [zeros_like(t) if g is None else g for t, g in zip(inputs, found, strict=True)]
    return tuple(found)


def Variable(data, requires_grad=False):  # noqa: N802
    """What tensors with gradients once were: now the tensor itself."""
    return data.detach().requires_grad_(requires_grad)


__all__ = [
    "Variable", "backward", "enable_grad", "grad", "inference_mode", "no_grad", "set_grad_enabled",
]  # fmt: skip
__getattr__ = look_in_rest(__name__)
