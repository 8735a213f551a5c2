"""Layer, batch, group and root-mean-square norms."""

import numpy as np

from .._autograd.graph import track
from .._dtype import finfo
from .._registry import operation
from .._tensor import wrap


def _check_normalized(input, shape, weight, bias, star):
    n = len(shape)
    if n < 1:
        raise RuntimeError(
            f"Expected normalized_shape to be at least 1-dimensional, i.e., containing at least one element, but got "
            f"normalized_shape = {list(shape)}"
        )
    for tensor, name in ((weight, "weight"), (bias, "bias")):
        if tensor is not None and tuple(tensor.shape) != tuple(shape):
            raise RuntimeError(
                f"Expected {name} to be of same shape as normalized_shape, but got {name} of shape {list(tensor.shape)} and "
                f"normalized_shape = {list(shape)}"
            )
    if input.ndim < n or tuple(input.shape[input.ndim - n :]) != tuple(shape):
        expected = ", ".join(str(s) for s in shape)
        raise RuntimeError(
            f"Given normalized_shape={list(shape)}, expected input with shape [*{star}{expected}], but got input of size"
            f"{list(input.shape)}"
        )


def _normalize(values, axes, eps):
    """Values with mean 0 and spread 1 along axes, and the factor that did it."""
    wide = values.astype(np.float64)
    mean = wide.mean(axes, keepdims=True)
    rstd = 1 / np.sqrt(wide.var(axes, keepdims=True) + eps)
    return mean, rstd, (wide - mean) * rstd


def _statistics(x, dims, eps):
    """The same with tensors, for gradients."""
    mean = x.mean(dims, keepdim=True)
    center = x - mean
    rstd = ((center * center).mean(dims, keepdim=True) + eps).rsqrt()
    return center * rstd, rstd


def _norm_backward(g, x, dims, eps):
    """The gradient of a norm without weights."""
    normal, rstd = _statistics(x, dims, eps)
    return rstd * (g - g.mean(dims, keepdim=True) - normal * (g * normal).mean(dims, keepdim=True))


def _affine(out, weight, bias, shape):
    if weight is not None:
        out = out * weight._values.reshape(shape)
    return out if bias is None else out + bias._values.reshape(shape)


@operation
def layer_norm(input, normalized_shape, weight=None, bias=None, eps=1e-05, cudnn_enable=True):
    given = [t for t in (weight, bias) if t is not None]
    _check_normalized(input, normalized_shape, weight, bias, ", ")
    if any(t.dtype is not input.dtype for t in given):
        raise RuntimeError("mixed dtype (CPU): all inputs must share same datatype.")
    if not input.dtype.is_floating_point:
        raise NotImplementedError(f"\"LayerNormKernelImpl\" not implemented for '{input.dtype.scalar}'")
    dims = tuple(range(input.ndim - len(normalized_shape), input.ndim))
    lead = tuple(range(dims[0]))
    _, _, normal = _normalize(np.asarray(input._values, order="C"), dims, eps)
    out = wrap(_affine(normal, weight, bias, tuple(normalized_shape)), input.dtype)
    scale = (lambda g: g) if weight is None else (lambda g: g * weight)
    vjps = [(input, lambda g, x: _norm_backward(scale(g), x, dims, eps), input)]
    if weight is not None:
        vjps.append((weight, lambda g, x: _summed(g * _statistics(x, dims, eps)[0], lead), input))
    if bias is not None:
        vjps.append((bias, lambda g: _summed(g, lead)))
    return track(out, "NativeLayerNormBackward0", *vjps)


def _summed(g, dims):
    return g.sum(dims) if dims else g


@operation
def rms_norm(input, normalized_shape, weight=None, eps=None):
    _check_normalized(input, normalized_shape, weight, None, "")
    dims = tuple(range(input.ndim - len(normalized_shape), input.ndim))
    eps = finfo(input.dtype).eps if eps is None else eps
    wide = input if input.dtype.itemsize >= 4 else input.float()
    out = (wide * ((wide * wide).mean(dims, keepdim=True) + eps).rsqrt()).type_as(input)
    return out if weight is None else out * weight
