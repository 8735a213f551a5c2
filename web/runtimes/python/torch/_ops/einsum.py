"""torch.einsum: operands are aligned, then contracted in pairs by batched products of matrices, left to right."""

import math

from .._arguments import type_name
from .._tensor import Tensor
from . import matmul as _matmul
from . import shape as _shape

_MISSING = (
    "einsum(): must specify the equation string and at least one operand, or at least one operand and its subscripts list"
)
_LETTERS = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz"


def einsum(*args):
    """The sum of products that an equation such as "bqd,bkd->bqk" describes.

    torch.einsum(equation, *operands)
    """
    if len(args) < 2:
        raise ValueError(_MISSING)
    if isinstance(args[0], Tensor):
        equation, operands = _from_lists(args)
    else:
        equation, operands = args[0], args[1:]
        if len(operands) == 1 and isinstance(operands[0], (list, tuple)):
            operands = operands[0]
    for i, operand in enumerate(operands):
        if not isinstance(operand, Tensor):
            raise TypeError(f"expected Tensor as element {i} in argument 1, but got {type_name(operand)}")
    return _einsum(equation, list(operands))


def _from_lists(args):
    def text(labels):
        return "".join("..." if s is Ellipsis else _LETTERS[s] for s in labels)

    equation = ",".join(text(labels) for labels in args[1::2])
    if len(args) % 2:
        equation += "->" + text(args[-1])
    return equation, args[: len(args) - len(args) % 2 : 2]


def _parse_inputs(text, count):
    labels, operand, seen_dots, i = [[] for _ in range(count)], 0, False, 0
    while i < len(text):
        c = text[i]
        if c == ".":
            if seen_dots:
                raise RuntimeError(f"einsum(): found '.' for operand {operand} for which an ellipsis was already found")
            if text[i : i + 3] != "...":
                raise RuntimeError(f"einsum(): found '.' for operand {operand} that is not part of any ellipsis")
            labels[operand].append("...")
            seen_dots = True
            i += 2
        elif c == ",":
            operand += 1
            if operand >= count:
                raise RuntimeError("einsum(): fewer operands were provided than specified in the equation")
            seen_dots = False
        elif c != " ":
            _check_letter(c, i)
            labels[operand].append(c)
        i += 1
    if operand != count - 1:
        raise RuntimeError("einsum(): more operands were provided than specified in the equation")
    return labels


def _check_letter(c, at):
    if c not in _LETTERS:
        raise RuntimeError(
            f"einsum(): invalid subscript given at index {at} in the equation string, subscripts must be in [a-zA-Z]"
        )


def _parse_output(text, offset, known):
    labels, i = [], 0
    while i < len(text):
        c = text[i]
        if c == ".":
            if "..." in labels:
                raise RuntimeError("einsum(): found '.' for output but an ellipsis (...) was already found")
            if text[i : i + 3] != "...":
                raise RuntimeError("einsum(): found '.' for output that is not part of any ellipsis (...)")
            labels.append("...")
            i += 2
        elif c != " ":
            _check_letter(c, offset + i)
            if c in labels or c not in known:
                why = "appears more than once in the output" if c in labels else (
                    "does not appear in the equation for any input operand"
                )
                raise RuntimeError(f"einsum(): output subscript {c} {why}")
            labels.append(c)
        i += 1
    return labels


def _einsum(equation, operands):
    inputs, arrow, output = equation.partition("->")
    labels = _parse_inputs(inputs, len(operands))
    dots = _dots_width(operands, labels)
    counts = {c: sum(own.count(c) for own in labels) for own in labels for c in own if c != "..."}
    if arrow:
        order = _parse_output(output, len(inputs) + 2, counts)
    else:
        order = ["...", *[c for c in _LETTERS if counts.get(c) == 1]]
    summed = [c for c in ["...", *_LETTERS] if c not in order and (c == "..." or c in counts)]
    place, at = {}, 0
    for c in [*order, *summed]:
        place[c] = at
        at += dots if c == "..." else 1
    kept = sum(dots if c == "..." else 1 for c in order)
    aligned, users = _align(operands, labels, place, dots, at)
    return _contract(aligned, users, kept, at)


def _dots_width(operands, labels):
    width = 0
    for i, (operand, own) in enumerate(zip(operands, labels, strict=True)):
        n = sum(c != "..." for c in own)
        if "..." in own:
            width = max(width, operand.ndim - n)
            if n > operand.ndim:
                raise RuntimeError(
                    f"einsum(): the number of subscripts in the equation ({n}) is more than the number of dimensions "
                    f"({operand.ndim}) for operand {i}"
                )
        elif n != operand.ndim:
            raise RuntimeError(
                f"einsum(): the number of subscripts in the equation ({n}) does not match the number of dimensions "
                f"({operand.ndim}) for operand {i} and no ellipsis was given"
            )
    return width


def _align(operands, labels, place, dots, total):
    """The operands with all labels as dimensions in one order; how many have a size other than 1 in each."""
    sizes, users, aligned = {}, [0] * total, []
    for i, (operand, own) in enumerate(zip(operands, labels, strict=True)):
        order, dim = [None] * total, 0
        for c in own:
            if c == "...":
                width = operands[i].ndim - (len(own) - 1)
                spots = range(place[c] + dots - width, place[c] + dots)
            else:
                spots = [place[c]]
            for spot in spots:
                if order[spot] is not None:
                    operand = _diagonal(operand, order[spot], dim, c, i)
                    continue
                _check_size(sizes, spot, c, operand.shape[dim], i, dim)
                users[spot] += operand.shape[dim] != 1
                order[spot] = dim
                dim += 1
        for spot in range(total):
            if order[spot] is None:
                operand = _shape.unsqueeze(operand, dim)
                order[spot] = dim
                dim += 1
        aligned.append(_shape.permute(operand, tuple(order)))
    return aligned, users


def _diagonal(operand, before, dim, label, number):
    if operand.shape[dim] != operand.shape[before]:
        raise RuntimeError(
            f"einsum(): subscript {label} is repeated for operand {number} but the sizes don't match, {operand.shape[dim]} != "
            f"{operand.shape[before]}"
        )
    operand = _shape.diagonal(operand, 0, before, dim)
    order = list(range(operand.ndim - 1))
    order.insert(before, operand.ndim - 1)
    return _shape.permute(operand, order)


def _check_size(sizes, spot, label, size, number, dim):
    if size == 1:
        return
    known = sizes.setdefault(spot, size)
    if known != size:
        if label == "...":
            raise RuntimeError(
                f"einsum(): dimension {dim} covered by ellipsis in operand {number}has size {size} which does not broadcast "
                f"with previously seen ellipsis with size {known} for the respective dimension"
            )
        raise RuntimeError(
            f"einsum(): subscript {label} has size {size} for operand {number} which does not broadcast with previously seen "
            f"size {known}"
        )


def _contract(operands, users, kept, total):
    several = len(operands) > 1
    while len(operands) > 1:
        a, b = operands.pop(0), operands.pop(0)
        together, only_a, only_b = [], [], []
        for dim in range(kept, total):
            if a.shape[dim] != 1 and b.shape[dim] != 1:
                users[dim] -= 1
                if users[dim] == 1:
                    together.append(dim)
                    users[dim] = 0
            elif users[dim] == 1:
                mine = only_a if a.shape[dim] != 1 else only_b if b.shape[dim] != 1 else None
                if mine is not None:
                    mine.append(dim)
                    users[dim] = 0
        a = a.sum(tuple(only_a), keepdim=True) if only_a else a
        b = b.sum(tuple(only_b), keepdim=True) if only_b else b
        operands.insert(0, _pair(a, b, together))
    result = operands[0]
    if total == kept:
        return result
    return _shape.view(result, result.shape[:kept]) if several else result.sum(tuple(range(kept, total)))


def _pair(a, b, summed):
    """(a * b) summed over some dimensions, kept with size 1."""
    if not summed:
        return a * b
    both, only_a, only_b = [], [], []
    for dim in range(a.ndim):
        if dim not in summed:
            in_a, in_b = a.shape[dim] != 1, b.shape[dim] != 1
            (both if in_a and in_b else only_a if in_a else only_b).append(dim)
    sizes = [math.prod(t.shape[d] for d in dims) for t, dims in ((a, both), (a, only_a), (a, summed), (b, only_b))]
    n, rows, inner, columns = sizes
    left = _shape.reshape(_shape.permute(a, (*both, *only_a, *summed, *only_b)), (n, rows, inner))
    right = _shape.reshape(_shape.permute(b, (*both, *summed, *only_b, *only_a)), (n, inner, columns))
    shape = (*[a.shape[d] for d in both + only_a], *[1] * len(summed), *[b.shape[d] for d in only_b])
    order = both + only_a + summed + only_b
    back = tuple(order.index(d) for d in range(len(order)))
    return _shape.permute(_shape.view(_matmul.bmm(left, right), shape), back)
