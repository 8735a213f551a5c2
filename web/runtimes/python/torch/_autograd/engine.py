"""Going back through the graph."""

import heapq

import numpy as np

from .._size import Size
from .grad_mode import recording
from .graph import AccumulateGrad, edge_of


def start(outputs, gradients):
    """The gradients to begin with, checked: ones for scalars, else as given."""
    from .._tensor import wrap

    checked = []
    for i, (out, grad) in enumerate(zip(outputs, gradients, strict=True)):
        if not out._requires_grad:
            raise RuntimeError(f"element {i} of tensors does not require grad and does not have a grad_fn")
        if grad is None:
            if out.numel() != 1:
                raise RuntimeError("grad can be implicitly created only for scalar outputs")
            grad = wrap(np.ones_like(out._array), out.dtype)
        elif grad.shape != out.shape:
            raise RuntimeError(
                f"Mismatch in shape: grad_output[{i}] has a shape of {grad.shape} and output[{i}] has a shape of "
                f"{out.shape}."
            )
        checked.append(grad)
    return checked


def run(outputs, gradients, retain_graph, create_graph, inputs=None, accumulate=True):
    """Sends the gradients of `outputs` back through the graph.

    With `inputs` only to these; without `accumulate` their gradients are returned instead of kept in `grad`.
    """
    before = recording.enabled
    recording.enabled = create_graph
    try:
        return _Run(retain_graph, inputs, accumulate)(outputs, gradients)
    finally:
        recording.enabled = before


class _Run:
    def __init__(self, retain_graph, inputs, accumulate):
        self.retain_graph, self.accumulate = retain_graph, accumulate
        self.heap, self.buffers = [], {}
        self.targets = None if inputs is None else [edge_of(t) for t in inputs]
        self.found = {}

    def __call__(self, outputs, gradients):
        roots = [edge_of(out) for out in outputs]
        self.needed = None if self.targets is None else self._reaching([node for node, _ in roots])
        for (node, index), grad in zip(roots, gradients, strict=True):
            self._send(node, index, grad)
        while self.heap:
            _, _, node = heapq.heappop(self.heap)
            self._visit(node, self.buffers.pop(node))
        return None if self.targets is None else [self.found.get(target) for target in self.targets]

    def _reaching(self, roots):
        """The nodes from which a target can be reached."""
        wanted = {node for node, _ in self.targets}
        users, seen, stack = {}, set(roots), list(roots)
        while stack:
            node = stack.pop()
            for edge in node.edges:
                if edge:
                    users.setdefault(edge[0], []).append(node)
                    if edge[0] not in seen:
                        seen.add(edge[0])
                        stack.append(edge[0])
        reaching, stack = set(wanted), list(wanted)
        while stack:
            for user in users.get(stack.pop(), ()):
                if user not in reaching:
                    reaching.add(user)
                    stack.append(user)
        return reaching

    def _send(self, node, index, grad):
        if self.needed is not None and node not in self.needed:
            return
        buffer = self.buffers.get(node)
        if buffer is None:
            buffer = self.buffers[node] = {}
            heapq.heappush(self.heap, (-node.order, id(node), node))
        known = buffer.get(index)
        buffer[index] = grad if known is None else known + grad

    def _visit(self, node, buffer):
        if isinstance(node, AccumulateGrad):
            self._finish(node, buffer[0])
            return
        for index, hooks in node.pre_hooks.items():
            if index in buffer:
                buffer[index] = call_hooks(hooks, buffer[index])
        for index, tensor in node.retained.items():
            if index in buffer:
                _retain(tensor(), buffer[index])
        if self._captures(node, buffer):
            return
        grads = [buffer.get(i) for i in range(len(node.outputs))]
        if len(grads) > 1:
            grads = _materialize(grads, node.outputs)
        results = node.backward(grads)
        for hook in list(node.hooks.values()):
            results = list(hook(tuple(results), tuple(grads)) or results)
        if not self.retain_graph:
            node.release()
        for number, (edge, meta, grad) in enumerate(zip(node.edges, node.metas, results, strict=True)):
            if edge is not None and grad is not None:
                self._send(*edge, _fit(grad, meta, node, number))

    def _captures(self, node, buffer):
        """Takes the gradients that were asked for; whether nothing behind this node is needed."""
        if self.targets is None:
            return False
        for target in self.targets:
            if target[0] is node and target[1] in buffer:
                if self.accumulate:
                    continue
                self.found[target] = buffer[target[1]]
        return not any(edge and edge[0] in self.needed for edge in node.edges)

    def _finish(self, node, grad):
        grad = call_hooks(node.variable._hooks or {}, grad)
        if self.accumulate:
            node.accumulate(grad)
        else:
            self.found[node, 0] = grad


def _materialize(grads, metas):
    """Zeros for the outputs that got no gradient."""
    from .._tensor import wrap

    return [
        wrap(np.zeros(meta[0], meta[1].array), meta[1]) if grad is None and meta else grad
        for grad, meta in zip(grads, metas, strict=True)
    ]


def call_hooks(hooks, grad):
    """Every hook may replace the gradient."""
    for hook in list(hooks.values()):
        new = hook(grad)
        grad = grad if new is None else new
    return grad


def _retain(tensor, grad):
    if tensor is not None:
        tensor._grad = grad.clone() if tensor._grad is None else tensor._grad + grad


def _fit(grad, meta, node, number):
    """A gradient in the shape and type of its input: what broadcasting repeated is summed."""
    shape, kind = meta
    if grad.shape != shape:
        if not _expandable(shape, grad.shape):
            raise RuntimeError(
                f"Function {node.name()} returned an invalid gradient at index {number} - got {list(grad.shape)} but "
                f"expected shape compatible with {list(shape)}"
            )
        grad = grad.sum_to_size(shape)
    if grad.dtype is not kind:
        grad = grad.real.to(kind) if grad.dtype.is_complex and not kind.is_complex else grad.to(kind)
    return grad


def _expandable(small, large):
    extra = len(large) - len(small)
    return extra >= 0 and all(a in (1, b) for a, b in zip(small, Size(large)[extra:], strict=True))


