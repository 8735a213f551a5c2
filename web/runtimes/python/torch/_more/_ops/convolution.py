"""Convolutions, as products with the windows of their input."""

import math

from torch._registry import operation
from torch._autograd.graph import relabel
from torch._more._ops.shape import unfold
from torch._ops import shape as _shape
from torch._ops.embedding import _constant
from torch._ops.matmul import matmul


def windows(input, kernel, stride, dilation):
    """Views of all windows: the places of the last dimensions, then the kernel's dimensions."""
    n = len(kernel)
    first = input.ndim - n
    for i in range(n):
        span = dilation[i] * (kernel[i] - 1) + 1
        input = unfold(input, first + i, span, stride[i])
        if dilation[i] != 1:
            step = (*[slice(None)] * (input.ndim - 1), slice(None, None, dilation[i]))
            input = _shape.basic_index(input, step, "SliceBackward0")
    return input


def _tuple(value, n):
    value = (value,) if isinstance(value, int) else tuple(value)
    return value * n if len(value) == 1 else value


def pad_both(input, padding, value=0):
    """Padding by the same amount on both sides of the last dimensions."""
    if not any(padding):
        return input
    return _constant(input, tuple(p for size in reversed(padding) for p in (size, size)), value)


def _check(input, weight, bias, stride, padding, dilation, groups, n):
    if input.ndim not in (n + 1, n + 2):
        raise RuntimeError(
            f"Expected {n + 1}D (unbatched) or {n + 2}D (batched) input to conv{n}d, but got input of size: {list(input.shape)}"
        )
    if weight.dtype is not input.dtype:
        raise RuntimeError(f"expected scalar type {input.dtype.scalar} but found {weight.dtype.scalar}")
    if min(padding) < 0:
        raise RuntimeError("negative padding is not supported")
    if min(stride) <= 0:
        raise RuntimeError("non-positive stride is not supported")
    batched = input if input.ndim == n + 2 else _shape.unsqueeze(input, 0)
    channels, wanted = batched.shape[1], weight.shape[1] * groups
    if weight.shape[0] % groups:
        raise RuntimeError(
            f"Given groups={groups}, expected weight to be divisible by {groups} at dimension 0, but got weight of size "
            f"[{list(weight.shape)}] instead"
        )
    if channels != wanted:
        raise RuntimeError(
            f"Given groups={groups}, weight of size {list(weight.shape)}, expected input{list(batched.shape)} to have {wanted} "
            f"channels, but got {channels} channels instead"
        )
    if bias is not None and (bias.ndim != 1 or bias.shape[0] != weight.shape[0]):
        raise RuntimeError(
            f"Given weight of size {list(weight.shape)}, expected bias to be 1-dimensional with {weight.shape[0]} elements, but "
            f"got bias of size {list(bias.shape)} instead"
        )
    sizes = [s + 2 * p for s, p in zip(batched.shape[2:], padding, strict=True)]
    spans = [d * (k - 1) + 1 for d, k in zip(dilation, weight.shape[2:], strict=True)]
    if any(k > s for k, s in zip(spans, sizes, strict=True)):
        raise RuntimeError(
            f"Calculated padded input size per channel: ({' x '.join(map(str, sizes))}). Kernel size: "
            f"({' x '.join(map(str, spans))}). Kernel size can't be greater than actual input size"
        )


def _same_padding(input, kernel, stride, dilation, mode):
    if mode == "valid":
        return input
    if mode != "same":
        raise RuntimeError(f"Invalid padding string: '{mode}'")
    if any(s != 1 for s in stride):
        raise RuntimeError("padding='same' is not supported for strided convolutions")
    ends = []
    for k, d in reversed(list(zip(kernel, dilation, strict=True))):
        total = d * (k - 1)
        ends += [total // 2, total - total // 2]
    return _constant(input, tuple(ends), 0)


def convolve(input, weight, bias, stride, padding, dilation, groups):
    """The convolution itself, of checked arguments with a batch."""
    kernel = weight.shape[2:]
    n, spatial = input.shape[0], len(kernel)
    seen = windows(pad_both(input, padding), kernel, stride, dilation)
    places = seen.shape[2 : 2 + spatial]
    inner = weight.shape[1] * math.prod(kernel)
    # (batch, group, channel and kernel, place)
    seen = _shape.reshape(seen, (n, groups, weight.shape[1], math.prod(places), math.prod(kernel)))
    seen = _shape.reshape(_shape.permute(seen, (0, 1, 2, 4, 3)), (n, groups, inner, math.prod(places)))
    kernels = _shape.reshape(weight, (groups, weight.shape[0] // groups, inner))
    out = _shape.reshape(matmul(kernels, seen), (n, weight.shape[0], *places))
    return out if bias is None else out + _shape.reshape(bias, (1, -1, *[1] * spatial))


def _convolution(n):
    def convolution(input, weight, bias=None, stride=1, padding=0, dilation=1, groups=1):
        stride, dilation = _tuple(stride, n), _tuple(dilation, n)
        if isinstance(padding, str):
            input, padding = _same_padding(input, weight.shape[2:], stride, dilation, padding), 0
        padding = _tuple(padding, n)
        _check(input, weight, bias, stride, padding, dilation, groups, n)
        single = input.ndim == n + 1
        batched = _shape.unsqueeze(input, 0) if single else input
        out = relabel(convolve(batched, weight, bias, stride, padding, dilation, groups), "ConvolutionBackward0")
        return _shape.squeeze(out, 0) if single else out

    convolution.__name__ = f"conv{n}d"
    return operation(convolution)


conv1d, conv2d, conv3d = map(_convolution, (1, 2, 3))


def _transposed(n):
    def transposed(input, weight, bias=None, stride=1, padding=0, output_padding=0, groups=1, dilation=1):
        stride, padding, dilation = _tuple(stride, n), _tuple(padding, n), _tuple(dilation, n)
        extra = _tuple(output_padding, n)
        single = input.ndim == n + 1
        batched = _shape.unsqueeze(input, 0) if single else input
        if batched.shape[1] != weight.shape[0]:
            raise RuntimeError(
                f"Given transposed=1, weight of size {list(weight.shape)}, expected input{list(batched.shape)} to have "
                f"{weight.shape[0]} channels, but got {batched.shape[1]} channels instead"
            )
        out = _convolve_transposed(batched, weight, bias, stride, padding, extra, groups, dilation)
        out = relabel(out, "ConvolutionBackward0")
        return _shape.squeeze(out, 0) if single else out

    transposed.__name__ = f"conv_transpose{n}d"
    return operation(transposed)


def _convolve_transposed(input, weight, bias, stride, padding, extra, groups, dilation):
    """A convolution of the input with zeros between its elements by the kernel turned around."""
    kernel = weight.shape[2:]
    spread = [(size - 1) * s + 1 for size, s in zip(input.shape[2:], stride, strict=True)]
    index = (slice(None), slice(None), *[slice(None, None, s) for s in stride])
    sparse = _shape.embed(input, (*input.shape[:2], *spread), index)
    ends = []
    for k, d, p, more in reversed(list(zip(kernel, dilation, padding, extra, strict=True))):
        edge = d * (k - 1) - p
        ends += [edge, edge + more]
    grown = _constant(sparse, tuple(ends), 0)
    turned = weight.flip(tuple(range(2, weight.ndim)))
    per_group = _shape.reshape(turned, (groups, weight.shape[0] // groups, *weight.shape[1:]))
    swapped = _shape.reshape(_shape.transpose(per_group, 1, 2), (-1, weight.shape[0] // groups, *kernel))
    ones = (1,) * len(kernel)
    return convolve(grown, swapped, bias, ones, (0,) * len(kernel), dilation, groups)


conv_transpose1d, conv_transpose2d, conv_transpose3d = map(_transposed, (1, 2, 3))


@operation
def im2col(input, kernel_size, dilation, padding, stride):
    single = input.ndim == 3
    batched = _shape.unsqueeze(input, 0) if single else input
    seen = windows(pad_both(batched, padding), kernel_size, stride, dilation)
    n, c = seen.shape[:2]
    places = math.prod(seen.shape[2:4])
    seen = _shape.reshape(seen, (n, c, places, math.prod(kernel_size)))
    out = _shape.reshape(_shape.permute(seen, (0, 1, 3, 2)), (n, c * math.prod(kernel_size), places))
    out = relabel(out, "Im2ColBackward0")
    return _shape.squeeze(out, 0) if single else out


@operation
def col2im(input, output_size, kernel_size, dilation, padding, stride):
    single = input.ndim == 2
    batched = _shape.unsqueeze(input, 0) if single else input
    n = batched.shape[0]
    c = batched.shape[1] // math.prod(kernel_size)
    grown = [size + 2 * p for size, p in zip(output_size, padding, strict=True)]
    counts = [
        (size - d * (k - 1) - 1) // s + 1 for size, d, k, s in zip(grown, dilation, kernel_size, stride, strict=True)
    ]
    if math.prod(counts) != batched.shape[2]:
        raise RuntimeError(
            f"Given output_size=({output_size[0]}, {output_size[1]}), kernel_size=({kernel_size[0]}, {kernel_size[1]}), "
            f"dilation=({dilation[0]}, {dilation[1]}), padding=({padding[0]}, {padding[1]}), stride=({stride[0]}, {stride[1]}), "
            f"expected size of input's dimension 2 to match the calculated number of sliding blocks {counts[0]} * {counts[1]} = "
            f"{math.prod(counts)}, but got input.size(2)={batched.shape[2]}."
        )
    parts = _shape.reshape(batched, (n, c, *kernel_size, *counts))
    total = None
    for i in range(kernel_size[0]):
        for j in range(kernel_size[1]):
            rows = slice(i * dilation[0], i * dilation[0] + stride[0] * (counts[0] - 1) + 1, stride[0])
            columns = slice(j * dilation[1], j * dilation[1] + stride[1] * (counts[1] - 1) + 1, stride[1])
            part = _shape.embed(parts[:, :, i, j], (n, c, *grown), (slice(None), slice(None), rows, columns))
            total = part if total is None else total + part
    out = _constant(total, (-padding[1], -padding[1], -padding[0], -padding[0]), 0)
    out = relabel(out, "Col2ImBackward0")
    return _shape.squeeze(out, 0) if single else out
