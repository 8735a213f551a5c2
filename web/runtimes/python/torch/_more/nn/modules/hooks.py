"""Calling a module with hooks around its forward and its gradients."""

from torch._autograd.grad_mode import recording
from torch._tensor import Tensor
from torch.autograd.function import Function


def call_with_hooks(module, args, kwargs):
    """`module.forward` between its hooks."""
    for hook, with_kwargs in list(module._forward_pre_hooks.values()):
        result = hook(module, args, kwargs) if with_kwargs else hook(module, args)
        if result is not None:
            if with_kwargs:
                args, kwargs = result
            else:
                args = result if isinstance(result, tuple) else (result,)
    watch = _Watch(module) if recording.enabled and (module._backward_hooks or module._backward_pre_hooks) else None
    args = watch.inputs(args) if watch else args
    output = module.forward(*args, **kwargs)
    for hook, with_kwargs in list(module._forward_hooks.values()):
        result = hook(module, args, kwargs, output) if with_kwargs else hook(module, args, output)
        output = output if result is None else result
    return watch.outputs(output) if watch else output


class _Pass(Function):
    """Passes tensors through, and tells their gradients."""

    @staticmethod
    def forward(ctx, tell, *tensors):
        ctx.tell = tell
        return tuple(t._alias() for t in tensors)

    @staticmethod
    def backward(ctx, *grads):
        new = ctx.tell(grads)
        return (None, *(grads if new is None else new))


class _Watch:
    """The gradients at the border of one call of a module."""

    def __init__(self, module):
        self.module, self.grad_output = module, None

    def _through(self, values, tell):
        tensors = [v for v in values if isinstance(v, Tensor)]
        if not any(t.requires_grad for t in tensors):
            return values
        passed = iter(_Pass.apply(tell, *tensors))
        return tuple(next(passed) if isinstance(v, Tensor) else v for v in values)

    def inputs(self, args):
        return self._through(args, self._at_inputs)

    def outputs(self, output):
        if isinstance(output, tuple):
            return self._through(output, self._at_outputs)
        return self._through((output,), self._at_outputs)[0]

    def _at_outputs(self, grads):
        for hook in list(self.module._backward_pre_hooks.values()):
            new = hook(self.module, grads)
            grads = grads if new is None else new if isinstance(new, tuple) else (new,)
        self.grad_output = grads
        return grads

    def _at_inputs(self, grads):
        for hook in list(self.module._backward_hooks.values()):
            new = hook(self.module, grads, self.grad_output)
            grads = grads if new is None else new if isinstance(new, tuple) else (new,)
        return grads
