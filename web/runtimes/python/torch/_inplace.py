"""Writing into tensors, and what it means for the graph.

An operation in place computes its result as the ordinary operation does, writes it into the memory, and gives the
tensor the result's place in the graph. If the tensor is a view, its base gets a node `CopySlices` that replaces the
gradient of the slice; other views of the base make their place anew when they are asked for it.
"""

import numpy as np

from ._array import element_strides, overlaps, restride
from ._dtype import can_cast, int64
from ._tensor import Tensor, wrap
from ._autograd.grad_mode import recording
from ._autograd.graph import edge_of, node_class, set_history


def check_in_place(tensor):
    """Raises where PyTorch forbids to write into a tensor that takes part in the graph."""
    if not recording.enabled or not tensor._requires_grad:
        if overlaps(tensor._array):
            raise RuntimeError(
                "unsupported operation: more than one element of the written-to tensor refers to a single memory "
                "location. Please clone() the tensor before performing the operation."
            )
        return
    base = tensor._base
    if base is not None and tensor._view_kind != "view":
        _forbid(tensor)
    if tensor.grad_fn is None:
        raise RuntimeError("a leaf Variable that requires grad is being used in an in-place operation.")
    if base is not None and base._requires_grad and base.grad_fn is None:
        raise RuntimeError("a view of a leaf Variable that requires grad is being used in an in-place operation.")


def _forbid(tensor):
    name = tensor._node.short_name() if tensor._node else "a view"
    if tensor._view_kind == "multi":
        raise RuntimeError(
            f"Output {tensor.output_nr} of {name} is a view and is being modified inplace. This view is the output of a "
            "function that returns multiple views. Such functions do not allow the output views to be modified inplace. "
            "You should replace the inplace operation by an out-of-place one."
        )
    raise RuntimeError(
        "A view was created in no_grad mode and is being modified inplace with grad mode enabled. Given that this use "
        "case is ambiguous and error-prone, it is forbidden. You can clarify your code by moving both the view and the "
        "inplace either both inside the no_grad block (if you don't want the inplace to be tracked) or both outside (if "
        "you want the inplace to be tracked)."
    )


def apply_in_place(tensor, operation, *args, **kwargs):
    """Replaces the elements of `tensor` by those of `operation(tensor, *args, **kwargs)`."""
    check_in_place(tensor)
    others = [a for a in (*args, *kwargs.values()) if isinstance(a, Tensor)]
    tracked = recording.enabled and (tensor._requires_grad or any(t._requires_grad for t in others))
    if not tracked:
        write(tensor, operation(tensor, *args, **kwargs))
        return tensor
    # What the operation saves must keep its values: it works on a copy.
    old = wrap(tensor._array.copy("K"), tensor.dtype)
    base = tensor._base
    if base is not None:
        _part_of(old, base, tensor)
    elif tensor._requires_grad:
        set_history(old, *edge_of(tensor))
    result = operation(old, *args, **kwargs)
    write(tensor, result)
    if base is None:
        _adopt(tensor, result)
    else:
        _replace_part(base, tensor, result)
    return tensor


def write(tensor, result):
    """Copies the elements of `result` into the memory of `tensor`."""
    if result.dtype is not tensor.dtype and not can_cast(result.dtype, tensor.dtype):
        raise RuntimeError(
            f"result type {result.dtype.scalar} can't be cast to the desired output type {tensor.dtype.scalar}"
        )
    if result._array.shape != tensor._array.shape:
        raise RuntimeError(
            f"output with shape {list(tensor.shape)} doesn't match the broadcast shape {list(result.shape)}"
        )
    store(tensor, result)


def store(tensor, result):
    """Copies with conversion and broadcasting; the caller has checked."""
    source = result if result.dtype is tensor.dtype else wrap(result._array, tensor.dtype)
    tensor._array[...] = source._array
    tensor._ver[0] += 1


def _adopt(tensor, result):
    """Gives `tensor` the place of `result` in the graph."""
    node = result._node
    if node is not None:
        _resave(node, tensor)
        set_history(tensor, node, result.output_nr)


def _resave(node, tensor):
    """What was saved as the result lives in the tensor from now on."""
    for _, saved in getattr(node, "functions", None) or ():
        for entry in saved:
            if entry.output is not None:
                entry.tensor, entry.version = tensor._alias(), tensor._ver[0]


def _replace_part(base, part, result):
    """The base's elements come from `result` where `part` is, from the old base elsewhere."""
    before = base._alias()
    if base._requires_grad:
        set_history(before, *edge_of(base))
    if result._node is not None:
        _resave(result._node, part)
    where = _positions(part, base)
    shape = base.shape
    node = node_class("CopySlices")(
        (base,),
        (
            (before, lambda g: g.reshape(-1).index_fill(0, where.reshape(-1), 0).reshape(shape)),
            (result, lambda g: g.take(where)),
        ),
    )
    set_history(base, node, 0)


def _part_of(tensor, base, part):
    """Records `tensor` as the part of `base` that `part` is."""
    if not base._requires_grad:
        return
    where, shape, size = _positions(part, base), base.shape, base.numel()

    def embed(grad):
        return grad.new_zeros(size).put(where, grad, accumulate=True).reshape(shape)

    set_history(tensor, node_class("AsStridedBackward0")((tensor,), ((base, embed),)), 0)


def regenerate(view):
    """Makes a view's place in the graph anew after its base was written to."""
    base = view._base
    view._attr_version = view._ver[0]
    base.grad_fn  # noqa: B018
    _part_of(view, base, view)


def _positions(part, base):
    """The number, in the base's own order, of every element of a view."""
    array = base._array
    strides = element_strides(array)
    span = 1 + sum((n - 1) * s for n, s in zip(array.shape, strides, strict=True)) if array.size else 0
    memory = np.zeros(span, np.int64)
    restride(memory, array.shape, strides)[...] = np.arange(array.size).reshape(array.shape)
    offset = (part.data_ptr() - base.data_ptr()) // array.itemsize
    return wrap(restride(memory, part.shape, element_strides(part._array), offset), int64)
