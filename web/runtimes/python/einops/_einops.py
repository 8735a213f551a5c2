"""A pattern `left -> right` names the axes of a tensor before and after; `(a b)` is an axis that is made of several."""

import math
import string

import numpy as np
import torch


class EinopsError(RuntimeError):
    """A pattern that does not fit, or is none."""


class _Group(list):
    """An axis in brackets."""


def _parse(side):
    """The axes of one side: each a list of names, numbers, or the word `...`."""
    axes, group = [], None
    for token in side.replace("(", " ( ").replace(")", " ) ").replace("...", " ... ").split():
        if token == "(":
            if group is not None:
                raise EinopsError("Axis composition is one-level (brackets inside brackets not allowed)")
            group = _Group()
        elif token == ")":
            if group is None:
                raise EinopsError("Brackets are not balanced")
            axes.append(group)
            group = None
        else:
            if token != "..." and not token.isdecimal() and not token.isidentifier():
                raise EinopsError(f"Invalid axis identifier: {token}\nnot a valid python identifier")
            axes.append([token]) if group is None else group.append(token)
    if group is not None:
        raise EinopsError("Imbalanced parentheses in expression: " + repr(side.strip()))
    names = [name for axis in axes for name in axis if not name.isdecimal()]
    for name in names:
        if names.count(name) > 1:
            raise EinopsError(f'Indexing expression contains duplicate dimension "{name}"')
    return axes


def _split(pattern):
    left, arrow, right = pattern.partition("->")
    if not arrow:
        raise EinopsError(f"Pattern {pattern!r} has no arrow")
    return _parse(left), _parse(right)


def _spread(axes, count):
    """The axes with one name for each dimension that `...` stands for."""
    dots = [f"…{i}" for i in range(count)]
    spread = []
    for axis in axes:
        if axis == ["..."] and not isinstance(axis, _Group):
            spread += [[name] for name in dots]
        else:
            spread.append([new for name in axis for new in (dots if name == "..." else [name])])
    return spread


def _sizes(axes, shape, given):
    """The size of every name on the left side."""
    sizes = dict(given)
    for axis, size in zip(axes, shape, strict=True):
        unknown = [name for name in axis if not name.isdecimal() and name not in sizes]
        known = math.prod(int(name) if name.isdecimal() else sizes[name] for name in axis if name not in unknown)
        if len(unknown) > 1:
            raise EinopsError(f"Could not infer sizes for {set(unknown)}")
        if not unknown:
            if known != size:
                raise EinopsError(f"Shape mismatch, {size} != {known}" if len(axis) > 1 or axis[0].isdecimal() else
                                  f"Size of axis {axis[0]} is {size}, not {known}")
        elif known and size % known == 0:
            sizes[unknown[0]] = size // known
        else:
            raise EinopsError(f"Shape mismatch, can't divide axis of length {size} in chunks of {known}")
    return sizes


_REDUCTIONS = ("min", "max", "sum", "mean", "prod", "any", "all")


def _apply(tensor, pattern, reduction, given):
    left, right = _split(pattern)
    if isinstance(tensor, (list, tuple)):
        if not tensor:
            raise TypeError("Rearrange/Reduce/Repeat can't be applied to an empty list")
        tensor = torch.stack(list(tensor)) if isinstance(tensor[0], torch.Tensor) else np.stack(tensor)
    shape, dots = tuple(tensor.shape), 0
    if ["..."] in left:
        dots = len(shape) - len(left) + 1
    if len(shape) - dots + (["..."] in left) != len(left) or dots < 0:
        wanted = f"at least {len(left) - 1}" if ["..."] in left else f"{len(left)}"
        raise EinopsError(f"Wrong shape: expected {'>=' if dots < 0 else ''}{wanted.split()[-1]} dims. Received {len(shape)}-dim tensor.")
    left, right = _spread(left, dots), _spread(right, dots)
    before = [name for axis in left for name in axis if name != "1"]
    after = [name for axis in right for name in axis if name != "1"]
    _check_names(before, after, reduction, given)
    sizes = _sizes(left, shape, given)
    size = lambda name: int(name) if name.isdecimal() else sizes[name]  # noqa: E731
    tensor = tensor.reshape([size(name) for name in before])
    gone = [i for i, name in enumerate(before) if name not in after]
    if gone:
        tensor = _reduced(tensor, reduction, tuple(gone))
    kept = [name for name in before if name in after]
    old = [name for name in after if name in kept]
    order = [kept.index(name) for name in old]
    if order != sorted(order):
        tensor = tensor.permute(order) if isinstance(tensor, torch.Tensor) else tensor.transpose(order)
    if len(old) < len(after):
        tensor = tensor.reshape([size(name) if name in old else 1 for name in after])
        wide = [size(name) for name in after]
        tensor = tensor.expand(wide) if isinstance(tensor, torch.Tensor) else np.broadcast_to(tensor, wide)
    return tensor.reshape([math.prod(size(name) for name in axis if name != "1") for axis in right])


def _check_names(before, after, reduction, given):
    lost, new = set(before) - set(after), set(after) - set(before)
    if reduction == "rearrange" and lost | new:
        raise EinopsError(f"Identifiers only on one side of expression (should be on both): {lost | new}")
    if reduction == "repeat":
        if lost:
            raise EinopsError(f"Unexpected identifiers on the left side of repeat: {lost}")
        unknown = {name for name in new if not name.isdecimal() and name not in given}
        if unknown:
            raise EinopsError(f"Specify sizes for new axes in repeat: {unknown}")
    elif new:
        raise EinopsError(f"Unexpected identifiers on the right side of reduce {reduction}: {new}")
    for name in given:
        if name not in before and name not in after:
            raise EinopsError(f"Identifier {name} is not used in the transform")


def _reduced(tensor, reduction, dims):
    if callable(reduction):
        return reduction(tensor, dims)
    if reduction not in _REDUCTIONS:
        raise EinopsError(f"Unknown reduction {reduction}. Expect one of {_REDUCTIONS}.")
    if not isinstance(tensor, torch.Tensor):
        return getattr(np, reduction)(tensor, axis=dims)
    if reduction == "prod":
        for dim in reversed(dims):
            tensor = tensor.prod(dim)
        return tensor
    return getattr(tensor, {"min": "amin", "max": "amax"}.get(reduction, reduction))(dims)


def _with_pattern(tensor, pattern, reduction, given):
    try:
        return _apply(tensor, pattern, reduction, given)
    except EinopsError as error:
        shape = f"\n Input tensor shape: {tensor.shape}." if hasattr(tensor, "shape") else ""
        raise EinopsError(
            f' Error while processing {reduction}-reduction pattern "{pattern}".{shape} Additional info: {given}.\n {error}'
        ) from None


def rearrange(tensor, pattern, **axes_lengths):
    """The same elements with the axes in another order, split or joined: `rearrange(x, "b n (h d) -> b h n d", h=8)`."""
    return _with_pattern(tensor, pattern, "rearrange", axes_lengths)


def reduce(tensor, pattern, reduction, **axes_lengths):
    """Without the axes that the right side has not: their "mean", "sum", "max", "min", "prod", "any" or "all"."""
    return _with_pattern(tensor, pattern, reduction, axes_lengths)


def repeat(tensor, pattern, **axes_lengths):
    """Repeated along the axes that only the right side has: `repeat(x, "n d -> b n d", b=4)`."""
    return _with_pattern(tensor, pattern, "repeat", axes_lengths)


def einsum(*tensors_and_pattern):
    """torch.einsum with names of several letters, the pattern last: `einsum(q, k, "b i d, b j d -> b i j")`."""
    *tensors, pattern = tensors_and_pattern
    if not isinstance(pattern, str):
        raise TypeError("The last argument passed to `einops.einsum` must be a string, representing the einsum pattern.")
    letters = {}

    def compact(side):
        names = side.replace("...", " ... ").split()
        return "".join(
            name if name == "..." else letters.setdefault(name, string.ascii_letters[len(letters)]) for name in names
        )

    left, _, right = pattern.partition("->")
    equation = ",".join(compact(part) for part in left.split(",")) + "->" + compact(right)
    return (torch if isinstance(tensors[0], torch.Tensor) else np).einsum(equation, *tensors)


def parse_shape(x, pattern):
    """The sizes of the axes by name; `_` is an axis without one."""
    names = pattern.split()
    if len(names) != len(x.shape):
        raise RuntimeError(f"Can't parse shape with different number of dimensions: {pattern} {tuple(x.shape)}")
    return {name: size for name, size in zip(names, x.shape, strict=True) if name != "_"}


def pack(tensors, pattern):
    """Several tensors joined along the axis `*`, and what `unpack` needs to take them apart."""
    names = pattern.split()
    before, after = names.index("*"), len(names) - names.index("*") - 1
    shapes, flat = [], []
    for tensor in tensors:
        shape = tuple(tensor.shape)
        shapes.append(torch.Size(shape[before : len(shape) - after]))
        flat.append(tensor.reshape((*shape[:before], -1, *shape[len(shape) - after :])))
    return torch.cat(flat, before), shapes


def unpack(tensor, packed_shapes, pattern):
    """The tensors that `pack` joined."""
    at = pattern.split().index("*")
    parts = tensor.split([math.prod(shape) for shape in packed_shapes], at)
    ends = (tensor.shape[:at], tensor.shape[at + 1 :])
    return [part.reshape((*ends[0], *shape, *ends[1])) for part, shape in zip(parts, packed_shapes, strict=True)]


def asnumpy(tensor):
    """The tensor as an array of NumPy."""
    return tensor.detach().numpy() if isinstance(tensor, torch.Tensor) else np.asarray(tensor)
