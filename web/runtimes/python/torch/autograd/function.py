"""torch.autograd.Function: operations whose gradient the user writes."""

from .._tensor import Tensor
from .._autograd.grad_mode import no_grad, recording
from .._autograd.graph import FREED, Node, Saved, set_history

_LEGACY = (
    "Legacy autograd function with non-static forward method is deprecated. Please use new-style autograd function with "
    "static forward method. (Example: https://pytorch.org/docs/stable/autograd.html#torch.autograd.Function)"
)


class FunctionCtx:
    """What `forward` leaves for `backward`; also the node in the graph."""

    def save_for_backward(self, *tensors):
        """Keeps tensors (or None) for `saved_tensors`."""
        self._to_save = tensors

    def save_for_forward(self, *tensors):
        """For forward mode, which is not there: does nothing."""

    @property
    def saved_tensors(self):
        """What `save_for_backward` kept."""
        if self._saved is None:
            raise RuntimeError(FREED)
        return tuple(s and s.unpack(self) for s in self._saved)

    def mark_non_differentiable(self, *args):
        """Outputs that no gradient goes through."""
        self._constants = args

    def mark_dirty(self, *args):
        """Inputs that `forward` has written to."""
        self._dirty = args

    def set_materialize_grads(self, value):
        """Whether missing gradients come as zeros (default) or as None."""
        self._materialize = value


class BackwardNode(Node, FunctionCtx):
    """A call of a Function in the graph."""

    _to_save, _constants, _dirty, _materialize, _saved = (), (), (), True, ()

    def backward(self, grads):
        results = type(self)._function._backward()(self, *grads)
        results = results if isinstance(results, tuple) else (results,)
        wanted = len(self.edges)
        if len(results) > wanted and all(r is None for r in results[wanted:]):
            results = results[:wanted]
        if len(results) != wanted:
            raise RuntimeError(
                f"function {self.name()} returned an incorrect number of gradients (expected {wanted}, got {len(results)})"
            )
        return list(results)

    def release(self):
        if self._saved:
            self._saved = None


class _FunctionMeta(type):
    def __init__(cls, name, bases, members):
        cls._backward_class = type(f"{name}Backward", (BackwardNode,), {"_function": cls, "__module__": cls.__module__})
        super().__init__(name, bases, members)


class Function(metaclass=_FunctionMeta):
    """Base of operations with static methods `forward(ctx, ...)` and `backward(ctx, *grads)`; called by `apply`."""

    def __init__(self, *args, **kwargs):
        pass

    def __call__(self, *args, **kwargs):
        raise RuntimeError(_LEGACY)

    @staticmethod
    def forward(*args, **kwargs):
        raise NotImplementedError("You must implement the forward function for custom autograd.Function.")

    @staticmethod
    def setup_context(ctx, inputs, output):
        raise NotImplementedError("setup_context is not implemented.")

    @staticmethod
    def backward(ctx, *grad_outputs):
        raise NotImplementedError(
            "You must implement either the backward or vjp method for your custom autograd.Function to use it with backward "
            "mode AD."
        )

    vjp = backward

    @classmethod
    def _backward(cls):
        return cls.backward if cls.backward is not Function.backward else cls.vjp

    @classmethod
    def apply(cls, *args, **kwargs):
        """Runs `forward` and records the operation."""
        node = cls._backward_class()
        tensors = [a for a in args if isinstance(a, Tensor)]
        tracked = recording.enabled and any(t._requires_grad for t in tensors)
        for a in args:
            node.add_edge(a if isinstance(a, Tensor) else None)
        node.needs_input_grad = tuple(isinstance(a, Tensor) and a._requires_grad for a in args)
        with no_grad():
            if cls.setup_context is not Function.setup_context:
                result = cls.forward(*args, **kwargs)
                cls.setup_context(node, args, result)
            else:
                result = cls.forward(node, *args, **kwargs)
        outputs = result if isinstance(result, tuple) else (result,)
        outputs = tuple(_own(out, tensors, node) for out in outputs)
        if tracked:
            _attach(node, outputs)
        return outputs if isinstance(result, tuple) else outputs[0]


def _own(out, inputs, node):
    """An output that is an input becomes a tensor of its own, unless it was written to."""
    if isinstance(out, Tensor) and any(out is t for t in inputs) and not any(out is t for t in node._dirty):
        return out._alias()
    return out


def _attach(node, outputs):
    for i, out in enumerate(outputs):
        constant = not isinstance(out, Tensor) or not out.dtype.differentiable or any(out is c for c in node._constants)
        if constant:
            node.outputs.append(None)
        else:
            set_history(out, node, i)
    node._saved = [None if t is None else Saved(t, outputs) for t in node._to_save]
    node._to_save = ()


def once_differentiable(function):
    """Marks a backward that cannot be differentiated itself."""
    return function
