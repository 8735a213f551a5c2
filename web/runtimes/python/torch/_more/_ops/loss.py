"""Less frequent: losses."""

import math

import numpy as np

from torch import _dtype
from torch._autograd.graph import relabel, track
from torch._more._ops.activation import log_sigmoid
from torch._ops import shape as _shape
from torch._ops.comparison import where
from torch._ops.dims import broadcast_shapes
from torch._ops.gather import gather
from torch._ops.loss import MEAN, reduce
from torch._ops.reduction import vector_norm
from torch._registry import operation
from torch._tensor import wrap


@operation
def l1_loss(input, target, reduction=MEAN):
    return reduce((input - target).abs(), reduction)


@operation
def smooth_l1_loss(input, target, reduction=MEAN, beta=1.0):
    if beta < 0:
        raise RuntimeError("smooth_l1_loss does not support negative values for beta.")
    size = (input - target).abs()
    if beta == 0:
        return reduce(size, reduction)
    loss = where(size < beta, 0.5 * size * size / beta, size - 0.5 * beta)
    return relabel(reduce(loss, reduction), "SmoothL1LossBackward0")


@operation
def huber_loss(input, target, reduction=MEAN, delta=1.0):
    if delta <= 0:
        raise RuntimeError("huber_loss does not support non-positive values for delta.")
    size = (input - target).abs()
    loss = where(size < delta, 0.5 * size * size, delta * (size - 0.5 * delta))
    return relabel(reduce(loss, reduction), "HuberLossBackward0")


@operation
def multi_margin_loss(input, target, p=1, margin=1, weight=None, reduction=MEAN):
    rows = input if input.ndim == 2 else _shape.unsqueeze(input, 0)
    index = target.reshape((-1, 1))
    own = gather(rows, 1, index)
    losses = (margin - own + rows).clamp(min=0) ** p
    if weight is not None:
        losses = losses * weight.take(index)
    losses = losses.scatter(1, index, value=0.0).sum((1,)) / rows.shape[1]
    out = reduce(losses, reduction)
    return relabel(out if reduction or input.ndim == 2 else out.reshape(()), "MultiMarginLossBackward0")


@operation
def multilabel_margin_loss(input, target, reduction=MEAN):
    rows = input if input.ndim == 2 else _shape.unsqueeze(input, 0)
    wanted = target._array.reshape(rows.shape)
    valid = np.cumsum(wanted < 0, 1) == 0
    hot = np.zeros(rows.shape, bool)
    for i, (row, ok) in enumerate(zip(wanted, valid, strict=True)):
        hot[i, row[ok]] = True
    own = wrap(hot, _dtype.bool)
    pairs = (1 - (rows.unsqueeze(2) - rows.unsqueeze(1))).clamp(min=0)
    pairs = pairs * own.unsqueeze(2) * (~own).unsqueeze(1)
    losses = pairs.sum((1, 2)) / rows.shape[1]
    out = reduce(losses, reduction)
    return relabel(out if reduction or input.ndim == 2 else out.reshape(()), "MultilabelMarginLossBackward0")


# --- two classes ------------------------------------------------------------------------------------------------


@operation
def binary_cross_entropy(input, target, weight=None, reduction=MEAN):
    if input.numel() and (input._array.min() < 0 or input._array.max() > 1):
        raise RuntimeError("all elements of input should be between 0 and 1")
    if target.dtype is not input.dtype:
        raise RuntimeError(f"Found dtype {target.dtype.scalar} but expected {input.dtype.scalar}")
    x, y = input.detach(), target.detach()
    losses = (y - 1) * (1 - x).log().clamp(min=-100) - y * x.log().clamp(min=-100)
    out = reduce(losses if weight is None else losses * weight, reduction)

    def backward(g, x, y):
        slope = (x - y) / ((1 - x) * x).clamp(min=1e-12)
        slope = slope if weight is None else slope * weight
        return g * slope / (x.numel() if reduction == MEAN else 1)

    def to_target(g, x):
        slope = (1 - x).log().clamp(min=-100) - x.log().clamp(min=-100)
        slope = slope if weight is None else slope * weight
        return g * slope / (x.numel() if reduction == MEAN else 1)

    return track(out, "BinaryCrossEntropyBackward0", (input, backward, input, target), (target, to_target, input))


@operation
def binary_cross_entropy_with_logits(input, target, weight=None, pos_weight=None, reduction=MEAN):
    log_one = -log_sigmoid(input)
    if pos_weight is None:
        losses = (1 - target) * input + log_one
    else:
        losses = (1 - target) * input + (1 + (pos_weight - 1) * target) * log_one
    losses = losses if weight is None else losses * weight
    return relabel(reduce(losses, reduction), "BinaryCrossEntropyWithLogitsBackward0")


@operation
def soft_margin_loss(input, target, reduction=MEAN):
    return relabel(reduce((-target * input).exp().log1p(), reduction), "SoftMarginLossBackward0")


# --- distributions and distances --------------------------------------------------------------------------------


@operation
def kl_div(input, target, reduction=MEAN, log_target=False):
    if log_target:
        losses = target.exp() * (target - input)
    else:
        losses = target.xlogy(target) - target * input
    return reduce(losses, reduction)


@operation
def poisson_nll_loss(input, target, log_input, full, eps, reduction):
    losses = input.exp() - target * input if log_input else input - target * (input + eps).log()
    if full:
        stirling = target * target.log() - target + 0.5 * (2 * math.pi * target).log()
        losses = losses + stirling.masked_fill(target <= 1, 0)
    return reduce(losses, reduction)


@operation
def cosine_embedding_loss(input1, input2, target, margin=0.0, reduction=MEAN):
    cosine = _cosine(input1, input2)
    positive, negative = 1 - cosine, (cosine - margin).clamp(min=0)
    losses = where(target == 1, positive, 0.0) + where(target == -1, negative, 0.0)
    return reduce(losses, reduction)


def _cosine(a, b):
    eps = 1e-12
    return (a * b).sum((-1,)) / (((a * a).sum((-1,)) + eps) * ((b * b).sum((-1,)) + eps)).sqrt()


@operation
def hinge_embedding_loss(input, target, margin=1.0, reduction=MEAN):
    losses = where(target != 1, (margin - input).clamp(min=0), 0.0) + where(target != -1, input, 0.0)
    return reduce(losses, reduction)


@operation
def margin_ranking_loss(input1, input2, target, margin=0.0, reduction=MEAN):
    return reduce((-target * (input1 - input2) + margin).clamp(min=0), reduction)


@operation
def triplet_margin_loss(anchor, positive, negative, margin=1.0, p=2.0, eps=1e-06, swap=False, reduction=MEAN):
    near, far = pairwise_distance(anchor, positive, p, eps), pairwise_distance(anchor, negative, p, eps)
    if swap:
        far = far.minimum(pairwise_distance(positive, negative, p, eps))
    return reduce((margin + near - far).clamp(min=0), reduction)


@operation
def pairwise_distance(x1, x2, p=2, eps=1e-06, keepdim=False):
    return relabel(vector_norm(x1 - x2 + eps, p, (-1,), keepdim), "NormBackward1")


@operation
def cosine_similarity(x1, x2, dim=1, eps=1e-08):
    shape = broadcast_shapes(x1.shape, x2.shape)
    a, b = _shape.expand(x1, shape), _shape.expand(x2, shape)
    _shape.wrap_dim(dim, len(shape))
    size_a = vector_norm(a, 2, (dim,), True).clamp(min=eps)
    size_b = vector_norm(b, 2, (dim,), True).clamp(min=eps)
    return ((a / size_a) * (b / size_b)).sum((dim,))
