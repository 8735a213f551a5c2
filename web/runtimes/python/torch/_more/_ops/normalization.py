"""Less frequent: layer, batch, group and root-mean-square norms."""

import math

import numpy as np

from torch._autograd.graph import track
from torch._ops.normalization import _affine, _norm_backward, _normalize, _statistics
from torch._registry import operation
from torch._tensor import wrap


def _channel_shape(input, channels):
    return (1, channels, *[1] * (input.ndim - 2))


@operation
def batch_norm(
    input, weight=None, bias=None, running_mean=None, running_var=None, training=False, momentum=0.1, eps=1e-5, cudnn_enabled=True
):
    channels = input.shape[1]
    for tensor, name in ((running_mean, "running_mean"), (running_var, "running_var"), (weight, "weight"), (bias, "bias")):
        if tensor is not None and tensor.numel() != channels:
            raise RuntimeError(f"{name} should contain {channels} elements not {tensor.numel()}")
    shape = _channel_shape(input, channels)
    dims = (0, *range(2, input.ndim))
    values = input._values
    if training:
        mean, rstd, normal = _normalize(values, dims, eps)
        _update(running_mean, running_var, values, dims, momentum)
    else:
        mean, spread = running_mean._values.reshape(shape), running_var._values.reshape(shape)
        rstd = 1 / np.sqrt(spread + eps)
        normal = (values - mean) * rstd
    out = wrap(_affine(normal, weight, bias, shape), input.dtype)
    factor, center = wrap(rstd, input.dtype), wrap(mean, input.dtype)

    def normalized(x):
        return _statistics(x, dims, eps)[0] if training else (x - center) * factor

    def to_input(g, x):
        g = g if weight is None else g * weight.reshape(shape)
        return _norm_backward(g, x, dims, eps) if training else g * factor

    vjps = [(input, to_input, input)]
    if weight is not None:
        vjps.append((weight, lambda g, x: (g * normalized(x)).sum(dims), input))
    if bias is not None:
        vjps.append((bias, lambda g: g.sum(dims)))
    return track(out, "NativeBatchNormBackward0", *vjps)


def _update(running_mean, running_var, values, dims, momentum):
    """Moves the running statistics towards those of a batch."""
    if running_mean is None:
        return
    count = values.size // values.shape[1]
    for running, new in (
        (running_mean, values.mean(dims, dtype=np.float64)),
        (running_var, values.var(dims, dtype=np.float64) * count / max(count - 1, 1)),
    ):
        running._array[...] = (1 - momentum) * running._array + momentum * new
        running._ver[0] += 1


@operation
def group_norm(input, num_groups, weight=None, bias=None, eps=1e-05, cudnn_enabled=True):
    n, c = input.shape[:2]
    if c % num_groups:
        raise RuntimeError(
            f"Expected number of channels in input to be divisible by num_groups, but got input of shape {list(input.shape)} "
            f"and num_groups={num_groups}"
        )
    grouped = (n, num_groups, math.prod(input.shape[1:]) // num_groups)
    shape = _channel_shape(input, c)
    _, _, normal = _normalize(input._values.reshape(grouped), (2,), eps)
    out = wrap(_affine(normal.reshape(input.shape), weight, bias, shape), input.dtype)
    dims = (0, *range(2, input.ndim))
    own = input.shape

    def to_input(g, x):
        g = g if weight is None else g * weight.reshape(shape)
        return _norm_backward(g.reshape(grouped), x.reshape(grouped), (2,), eps).reshape(own)

    def to_weight(g, x):
        return (g * _statistics(x.reshape(grouped), (2,), eps)[0].reshape(own)).sum(dims)

    vjps = [(input, to_input, input)]
    if weight is not None:
        vjps.append((weight, to_weight, input))
    if bias is not None:
        vjps.append((bias, lambda g: g.sum(dims)))
    return track(out, "NativeGroupNormBackward0", *vjps)


@operation
def instance_norm(input, weight, bias, running_mean, running_var, use_input_stats, momentum, eps, cudnn_enabled):
    n, c = input.shape[:2]
    folded = input.reshape((1, n * c, *input.shape[2:]))

    def wide(t):
        return None if t is None else t.repeat((n,))

    means, spreads = wide(running_mean), wide(running_var)
    out = batch_norm(folded, wide(weight), wide(bias), means, spreads, use_input_stats, momentum, eps)
    if use_input_stats and running_mean is not None:
        running_mean._array[...] = means._array.reshape(n, c).mean(0)
        running_var._array[...] = spreads._array.reshape(n, c).mean(0)
    return out.view(input.shape)
