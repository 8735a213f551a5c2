"""Less frequent: losses as PyTorch's Python layer offers them: `reduction` is "none", "mean" or "sum"."""

import warnings

import torch
from torch import _nn
from torch.nn._functional.losses import _warn_sizes, _weighted, legacy_reduction, reduction_number


def l1_loss(input, target, size_average=None, reduce=None, reduction="mean", weight=None):
    """The mean of |input - target|"""
    _warn_sizes(input, target)
    reduction = legacy_reduction(size_average, reduce, reduction)
    if weight is not None:
        return _weighted(_nn.l1_loss(*torch.broadcast_tensors(input, target), 0), weight, reduction)
    return _nn.l1_loss(*torch.broadcast_tensors(input, target), reduction_number(reduction))


def smooth_l1_loss(input, target, size_average=None, reduce=None, reduction="mean", beta=1.0):
    """Squares below `beta`, absolute values above."""
    _warn_sizes(input, target)
    reduction = legacy_reduction(size_average, reduce, reduction)
    return _nn.smooth_l1_loss(*torch.broadcast_tensors(input, target), reduction_number(reduction), beta)


def huber_loss(input, target, reduction="mean", delta=1.0, weight=None):
    """Squares below `delta`, absolute values above, scaled by delta."""
    _warn_sizes(input, target)
    if weight is not None:
        return _weighted(_nn.huber_loss(*torch.broadcast_tensors(input, target), 0, delta), weight, reduction)
    return _nn.huber_loss(*torch.broadcast_tensors(input, target), reduction_number(reduction), delta)


def binary_cross_entropy(input, target, weight=None, size_average=None, reduce=None, reduction="mean"):
    """The cross entropy of probabilities with targets between 0 and 1."""
    reduction = legacy_reduction(size_average, reduce, reduction)
    if target.size() != input.size():
        raise ValueError(
            f"Using a target size ({target.size()}) that is different to the input size ({input.size()}) is deprecated. Please "
            "ensure they have the same size."
        )
    return _nn.binary_cross_entropy(input, target, weight, reduction_number(reduction))


def binary_cross_entropy_with_logits(
    input, target, weight=None, size_average=None, reduce=None, reduction="mean", pos_weight=None
):
    """The cross entropy of logits with targets between 0 and 1."""
    reduction = legacy_reduction(size_average, reduce, reduction)
    if target.size() != input.size():
        raise ValueError(f"Target size ({target.size()}) must be the same as input size ({input.size()})")
    return torch.binary_cross_entropy_with_logits(input, target, weight, pos_weight, reduction_number(reduction))


def kl_div(input, target, size_average=None, reduce=None, reduction="mean", log_target=False):
    """target (log(target) - input), for log-probabilities `input`."""
    reduction = legacy_reduction(size_average, reduce, reduction)
    if reduction == "mean":
        warnings.warn(
            "reduction: 'mean' divides the total loss by both the batch size and the support size.'batchmean' divides only by "
            "the batch size, and aligns with the KL div math definition.'mean' will be changed to behave the same as "
            "'batchmean' in the next major release.",
            stacklevel=2,
        )
    number = reduction_number("sum" if reduction == "batchmean" else reduction)
    reduced = torch.kl_div(input, target, number, log_target=log_target)
    return reduced / input.size()[0] if reduction == "batchmean" and input.dim() else reduced


def poisson_nll_loss(
    input, target, log_input=True, full=False, size_average=None, eps=1e-8, reduce=None, reduction="mean"
):
    """The negative log likelihood of counts."""
    reduction = legacy_reduction(size_average, reduce, reduction)
    return torch.poisson_nll_loss(input, target, log_input, full, eps, reduction_number(reduction))


def gaussian_nll_loss(input, target, var, full=False, eps=1e-6, reduction="mean"):
    """The negative log likelihood of normal distributions with variance `var`."""
    if not isinstance(var, torch.Tensor):
        var = torch.full_like(input, float(var))
    if (var < 0).any():
        raise ValueError("var has negative entry/entries")
    if var.size() != input.size():
        if input.size()[:-1] == var.size():
            var = var.unsqueeze(-1)
        elif input.ndim != var.ndim or input.size()[:-1] != var.size()[:-1] or var.size(-1) != 1:
            raise ValueError("var is of incorrect size")
    reduction_number(reduction)
    var = var + (var.clamp(min=eps) - var).detach()
    loss = 0.5 * (torch.log(var) + (input - target) ** 2 / var)
    if full:
        loss = loss + 0.9189385332046727
    return loss.mean() if reduction == "mean" else loss.sum() if reduction == "sum" else loss


def margin_ranking_loss(
    input1, input2, target, margin=0, size_average=None, reduce=None, reduction="mean"
):
    """max(0, -target (input1 - input2) + margin)"""
    number = reduction_number(legacy_reduction(size_average, reduce, reduction))
    if input1.dim() != input2.dim() or input1.dim() != target.dim():
        raise RuntimeError(
            "margin_ranking_loss : All input tensors should have same dimension but got sizes: input1: "
            f"{input1.size()}, input2: {input2.size()}, target: {target.size()} "
        )
    return torch.margin_ranking_loss(input1, input2, target, margin, number)


def hinge_embedding_loss(input, target, margin=1.0, size_average=None, reduce=None, reduction="mean"):
    """x for pairs that belong together (1), max(0, margin - x) for others (-1)."""
    number = reduction_number(legacy_reduction(size_average, reduce, reduction))
    return torch.hinge_embedding_loss(input, target, margin, number)


def multilabel_margin_loss(input, target, size_average=None, reduce=None, reduction="mean"):
    """The hinge loss with several classes; a target of -1 ends the list."""
    number = reduction_number(legacy_reduction(size_average, reduce, reduction))
    return _nn.multilabel_margin_loss(input, target, number)


def soft_margin_loss(input, target, size_average=None, reduce=None, reduction="mean"):
    """log(1 + exp(-target input))"""
    number = reduction_number(legacy_reduction(size_average, reduce, reduction))
    return _nn.soft_margin_loss(input, target, number)


def multilabel_soft_margin_loss(
    input, target, weight=None, size_average=None, reduce=None, reduction="mean"
):
    """The mean cross entropy of independent classes."""
    reduction = legacy_reduction(size_average, reduce, reduction)
    loss = -(target * _nn.log_sigmoid(input) + (1 - target) * _nn.log_sigmoid(-input))
    loss = loss if weight is None else loss * weight
    loss = loss.sum(dim=input.dim() - 1) / input.size(input.dim() - 1)
    reduction_number(reduction)
    return loss.mean() if reduction == "mean" else loss.sum() if reduction == "sum" else loss


def cosine_embedding_loss(
    input1, input2, target, margin=0, size_average=None, reduce=None, reduction="mean"
):
    """1 - cosine for pairs that belong together (1), max(0, cosine - margin) for others (-1)."""
    number = reduction_number(legacy_reduction(size_average, reduce, reduction))
    return torch.cosine_embedding_loss(input1, input2, target, margin, number)


def multi_margin_loss(
    input, target, p=1, margin=1.0, weight=None, size_average=None, reduce=None, reduction="mean"
):
    """The hinge loss of classes."""
    if p not in (1, 2):
        raise ValueError("only p == 1 and p == 2 supported")
    number = reduction_number(legacy_reduction(size_average, reduce, reduction))
    return _nn.multi_margin_loss(input, target, p, margin, weight, number)


def triplet_margin_loss(
    anchor, positive, negative, margin=1.0, p=2, eps=1e-6, swap=False, size_average=None, reduce=None, reduction="mean"
):
    """max(0, distance to positive - distance to negative + margin)"""
    number = reduction_number(legacy_reduction(size_average, reduce, reduction))
    if margin <= 0:
        raise ValueError(f"margin must be greater than 0, got {margin}")
    return torch.triplet_margin_loss(anchor, positive, negative, margin, p, eps, swap, number)


def triplet_margin_with_distance_loss(
    anchor, positive, negative, *, distance_function=None, margin=1.0, swap=False, reduction="mean"
):
    """As triplet_margin_loss, with a distance of one's own."""
    distance = torch.pairwise_distance if distance_function is None else distance_function
    near, far = distance(anchor, positive), distance(anchor, negative)
    if swap:
        far = torch.minimum(far, distance(positive, negative))
    loss = torch.clamp_min(margin + near - far, 0)
    return loss.mean() if reduction == "mean" else loss.sum() if reduction == "sum" else loss
