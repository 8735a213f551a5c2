"""The graph of operations: nodes that know how gradients go back through them."""

import itertools
import weakref

import numpy as np

from .grad_mode import recording

_counter = itertools.count(1)
_classes = {}

FREED = (
    "Trying to backward through the graph a second time (or directly access saved tensors after they have already "
    "been freed). Saved intermediate values of the graph are freed when you call .backward() or autograd.grad(). "
    "Specify retain_graph=True if you need to backward through the graph a second time or if you need to access "
    "saved tensors after calling backward."
)


class Saved:
    """A tensor that a node keeps for its gradient, with the version that it had."""

    __slots__ = ("tensor", "version", "output")

    def __init__(self, tensor, outputs=()):
        self.output = next((i for i, out in enumerate(outputs) if out is tensor), None)
        # An output would keep its own node alive: its memory is enough.
        self.tensor = tensor if self.output is None else tensor._alias()
        self.version = tensor._ver[0]

    def unpack(self, node):
        tensor = self.tensor
        if tensor._ver[0] != self.version:
            self._complain(node)
        if self.output is not None and recording.enabled:
            tensor = tensor._alias()
            set_history(tensor, node, self.output)
        return tensor

    def _complain(self, node):
        tensor = self.tensor
        maker, index = (tensor.grad_fn, tensor.output_nr) if self.output is None else (node, self.output)
        what = f", which is output {index} of {maker.short_name()}," if maker else ""
        raise RuntimeError(
            "one of the variables needed for gradient computation has been modified by an inplace operation: "
            f"[{tensor.type()} {list(tensor.shape)}]{what} is at version {tensor._ver[0]}; expected version "
            f"{self.version} instead. Hint: enable anomaly detection to find the operation that failed to compute its "
            "gradient, with torch.autograd.set_detect_anomaly(True, check_nan=False)."
        )


class Node:
    """An operation in the graph. Subclasses, one for each name, say how gradients pass."""

    def __init__(self):
        self.order = next(_counter)
        self.edges, self.metas, self.outputs = [], [], []
        self.hooks, self.pre_hooks, self.retained = {}, {}, {}

    def add_edge(self, tensor):
        """Gradients go back to `tensor`; to nobody where it needs none."""
        needs = tensor is not None and tensor._requires_grad
        self.edges.append(edge_of(tensor) if needs else None)
        self.metas.append((tensor.shape, tensor.dtype) if needs else None)

    def name(self):
        name = type(self).__name__
        return f"torch::autograd::{name}" if name in ("CopySlices", "CopyBackwards", "NotImplemented") else name

    def short_name(self):
        """The name as errors about operations in place have it."""
        return self.name().partition("Backward")[0]

    @property
    def next_functions(self):
        return tuple(edge or (None, 0) for edge in self.edges)

    def register_hook(self, hook):
        return RemovableHandle(self.hooks, hook)

    def register_prehook(self, hook):
        return RemovableHandle(self.pre_hooks.setdefault(None, {}), hook)

    def release(self):
        """Forgets what was saved."""

    def backward(self, grads):
        """The gradients of the inputs, from those of the outputs (None: not needed, or zero)."""
        raise NotImplementedError


class Operation(Node):
    """A node with one function for each input: `function(gradient of the outputs, *saved tensors)`."""

    def __init__(self, outputs, vjps):
        super().__init__()
        self.functions = []
        for tensor, function, *saved in vjps:
            self.add_edge(tensor)
            keep = saved if self.edges[-1] else ()
            self.functions.append((function, [Saved(t, outputs) for t in keep]))
        self.has_saved = any(saved for _, saved in self.functions)
        self.single = len(outputs) == 1

    def backward(self, grads):
        if self.functions is None:
            raise RuntimeError(FREED)
        if self.single:
            grads = grads[0]
        return [
            function(grads, *[s.unpack(self) for s in saved]) if edge else None
            for (function, saved), edge in zip(self.functions, self.edges, strict=True)
        ]

    def release(self):
        if self.has_saved:
            self.functions = None


class AccumulateGrad(Node):
    """The end of the graph: adds to the `grad` of a leaf."""

    def __init__(self, variable):
        super().__init__()
        self.order = 0
        self.variable = variable

    def accumulate(self, grad):
        variable = self.variable
        if variable._grad is None:
            variable._grad = grad.clone() if recording.enabled else _laid_out_as(variable, grad.detach())
        elif recording.enabled:
            variable._grad = variable._grad + grad
        else:
            variable._grad.add_(grad)
        for hook in list((variable._post_hooks or {}).values()):
            hook(variable)


def _laid_out_as(variable, grad):
    """A copy of `grad` whose elements lie as those of the variable do."""
    memory = np.empty_like(variable._array)
    memory[...] = grad._array
    grad._array, grad._ver = memory, [0]
    return grad


class RemovableHandle:
    """Removes a hook: `handle.remove()`, or at the end of a `with`."""

    _ids = itertools.count()

    def __init__(self, hooks, hook=None):
        self.hooks, self.id = hooks, next(RemovableHandle._ids)
        if hook is not None:
            hooks[self.id] = hook

    def remove(self):
        self.hooks.pop(self.id, None)

    def __enter__(self):
        return self

    def __exit__(self, *exception):
        self.remove()


def node_class(name, base=Operation):
    """The class of nodes called `name`, as it is printed."""
    found = _classes.get(name)
    if found is None:
        found = _classes[name] = type(name, (base,), {"__module__": "builtins"})
    return found


def edge_of(tensor):
    """Where gradients of `tensor` go: (node, number of its output)."""
    node = tensor.grad_fn
    return (node, tensor.output_nr) if node is not None else (accumulator(tensor), 0)


def accumulator(leaf):
    """The leaf's only AccumulateGrad."""
    node = leaf._accumulator and leaf._accumulator()
    if node is None:
        node = AccumulateGrad(leaf)
        leaf._accumulator = weakref.ref(node)
    return node


def set_history(tensor, node, index):
    """Makes `tensor` output number `index` of `node`."""
    tensor._node, tensor.output_nr, tensor._requires_grad = node, index, True
    tensor._attr_version = tensor._ver[0]
    outputs = node.outputs
    while len(outputs) <= index:
        outputs.append(None)
    outputs[index] = (tensor.shape, tensor.dtype)


def track(out, name, *vjps):
    """Records an operation and returns its output (a tensor, or a tuple of tensors).

    Each of `vjps` is (input, function, *tensors to save); `function(grad, *saved)` gives the gradient of this input.
    """
    if recording.enabled:
        for vjp in vjps:
            if vjp[0]._requires_grad:
                outs = out if isinstance(out, tuple) else (out,)
                node = node_class(name)(outs, vjps)
                for i, tensor in enumerate(outs):
                    if tensor.dtype.differentiable:
                        set_history(tensor, node, i)
                break
    return out


def relabel(out, name):
    """A result that was composed of several operations, shown as the one that PyTorch has for it."""
    return out if out._node is None else track(out.detach(), name, (out, lambda g: g))
