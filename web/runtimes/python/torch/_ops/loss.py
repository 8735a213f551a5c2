"""Losses."""

import math

import numpy as np

from .._autograd.graph import relabel, track
from .._dtype import FLOAT
from .activation import log_softmax
from .dims import broadcast_shapes
from .gather import scatter
from .._registry import operation
from .._tensor import wrap


NONE, MEAN, SUM = range(3)


def reduce(loss, reduction):
    """A loss for every element as it is (0), or its mean (1), or its sum (2)."""
    return loss if reduction == NONE else loss.mean() if reduction == MEAN else loss.sum()


@operation
def mse_loss(input, target, reduction=MEAN):
    broadcast_shapes(input.shape, target.shape)
    if input.dtype.kind < FLOAT and target.dtype.kind < FLOAT:
        raise NotImplementedError(f"\"mse_cpu\" not implemented for '{input.dtype.scalar}'")
    return relabel(reduce((input - target) ** 2, reduction), "MseLossBackward0")


# --- classes ----------------------------------------------------------------------------------------------------


def _check_targets(log_p, target, weight, ignore_index):
    classes = log_p.shape[1] if log_p.ndim > 1 else log_p.shape[0]
    if weight is not None and (weight.ndim != 1 or weight.numel() != classes):
        raise RuntimeError(
            f"weight tensor should be defined either for all {classes} classes or no classes but got weight tensor of shape: "
            f"{list(weight.shape)}"
        )
    if target.dtype.name not in ("int64", "uint8"):
        raise RuntimeError(f"expected target dtype to be Long or Byte, but got {target.dtype.scalar}")
    array = target._array
    wrong = array[((array < 0) | (array >= classes)) & (array != ignore_index)]
    if wrong.size:
        raise IndexError(f"Target {wrong.flat[0]} is out of bounds.")


def _nll(log_p, target, weight, reduction, ignore_index, name):
    """log_p: (N, C, ...) or (C,); target: (N, ...) or ()."""
    _check_targets(log_p, target, weight, ignore_index)
    at = 1 if log_p.ndim > 1 else 0
    used = target != ignore_index
    index = target.long().masked_fill(~used, 0).unsqueeze(at)
    weights = used.to(log_p.dtype)
    if weight is not None:
        weights = weights * weight.detach().take(index.squeeze(at))
    picked = np.take_along_axis(log_p._values, index._array, at).squeeze(at)
    losses = np.where(used._array, -picked * weights._values, 0)
    total = weights._values.sum(dtype=np.float64)
    if reduction == NONE:
        value = losses
    else:
        value = losses.sum(dtype=np.float64)
        value = value / total if reduction == MEAN else value
    shape = log_p.shape

    def backward(g):
        share = -weights * g
        if reduction == MEAN:
            share = share / float(total) if total else share * math.nan
        return scatter(g.new_zeros(shape), at, index, share.unsqueeze(at))

    return track(wrap(value, log_p.dtype), name, (log_p, backward))


@operation
def nll_loss(input, target, weight=None, reduction=MEAN, ignore_index=-100):
    return nll_loss_nd(input, target, weight, reduction, ignore_index)


@operation
def nll_loss_nd(input, target, weight=None, reduction=MEAN, ignore_index=-100):
    if input.ndim < 1:
        raise ValueError(f"Expected 1 or more dimensions (got {input.ndim})")
    if input.ndim != 1 and input.shape[0] != target.shape[0]:
        raise ValueError(
            f"Expected input batch_size ({input.shape[0]}) to match target batch_size ({target.shape[0]})."
        )
    if input.ndim > 2:
        wanted = (input.shape[0], *input.shape[2:])
        if tuple(target.shape) != wanted:
            if input.ndim == 3 or input.ndim > 4:
                raise RuntimeError(f"Expected target size {list(wanted)}, got {list(target.shape)}")
            raise RuntimeError(f"size mismatch (got input: {list(input.shape)} , target: {list(target.shape)}")
    elif target.ndim > 1:
        raise RuntimeError("0D or 1D target tensor expected, multi-target not supported")
    name = "NllLossBackward0" if input.ndim < 3 else "NllLoss2DBackward0"
    return _nll(input, target, weight, reduction, ignore_index, name)


@operation
def cross_entropy_loss(input, target, weight=None, reduction=MEAN, ignore_index=-100, label_smoothing=0.0):
    at = 0 if input.ndim == 1 else 1
    if input.shape == target.shape:
        if ignore_index >= 0:
            raise RuntimeError("ignore_index is not supported for floating point target")
        return _with_probabilities(input, target, weight, reduction, label_smoothing, at)
    log_p = log_softmax(input, at, input.dtype if input.dtype.kind == FLOAT else None)
    if label_smoothing == 0:
        return nll_loss_nd(log_p, target, weight, reduction, ignore_index)
    if not 0.0 < label_smoothing <= 1.0:
        raise RuntimeError(f"label_smoothing must be between 0.0 and 1.0. Got: {label_smoothing:g}")
    return _smoothed(log_p, target, weight, reduction, ignore_index, label_smoothing, at)


def _check_probabilities(target, label_smoothing):
    if not target.dtype.is_floating_point:
        raise RuntimeError(
            f"Expected floating point type for target with class probabilities, got {target.dtype.scalar}"
        )
    if not 0.0 <= label_smoothing <= 1.0:
        raise RuntimeError(f"label_smoothing must be between 0.0 and 1.0. Got: {label_smoothing:g}")


def _with_probabilities(input, target, weight, reduction, label_smoothing, at):
    _check_probabilities(target, label_smoothing)
    classes = input.shape[at]
    if label_smoothing > 0:
        target = target * (1 - label_smoothing) + label_smoothing / classes
    weighted = log_softmax(input, at) * target
    if weight is not None:
        weighted = weighted * weight.reshape([-1 if d == at else 1 for d in range(input.ndim)])
    if reduction == NONE:
        return -weighted.sum((at,))
    total = -weighted.sum()
    if reduction == SUM:
        return total
    return relabel(total / (input.numel() // classes), "DivBackward1")


def _smoothed(log_p, target, weight, reduction, ignore_index, label_smoothing, at):
    classes = log_p.shape[at]
    plain = nll_loss_nd(log_p, target, weight, reduction, ignore_index)
    if weight is not None:
        smooth = -(log_p * weight.reshape([-1 if d == at else 1 for d in range(log_p.ndim)])).sum((at,))
    else:
        smooth = -log_p.sum((at,))
    ignored = target == ignore_index
    smooth = smooth.masked_fill(ignored, 0.0)
    if reduction == MEAN:
        if weight is not None:
            known = target.masked_fill(ignored, 0)
            smooth = smooth.sum() / weight.take(known).masked_fill(ignored, 0.0).sum()
        else:
            smooth = smooth.sum() / (~ignored).sum()
    elif reduction == SUM:
        smooth = smooth.sum()
    return plain * (1 - label_smoothing) + smooth * (label_smoothing / classes)
