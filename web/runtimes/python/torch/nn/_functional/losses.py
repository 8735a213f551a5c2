"""Losses as PyTorch's Python layer offers them: `reduction` is "none", "mean" or "sum"."""

import warnings

import torch
from torch import _nn


_REDUCTIONS = {"none": 0, "mean": 1, "elementwise_mean": 1, "sum": 2}


def reduction_number(reduction):
    """The number that the operations take for a word."""
    if reduction not in _REDUCTIONS:
        raise ValueError(f"{reduction} is not a valid value for reduction")
    return _REDUCTIONS[reduction]


def legacy_reduction(size_average, reduce, reduction):
    """The word for what older code gave as two flags."""
    if size_average is None and reduce is None:
        return reduction
    if reduce is False:
        return "none"
    return "sum" if size_average is False else "mean"


def _warn_sizes(input, target):
    if target.size() != input.size():
        warnings.warn(
            f"Using a target size ({target.size()}) that is different to the input size ({input.size()}). This will likely lead "
            "to incorrect results due to broadcasting. Please ensure they have the same size.",
            stacklevel=3,
        )


def cross_entropy(
    input, target, weight=None, size_average=None, ignore_index=-100, reduce=None, reduction="mean", label_smoothing=0.0
):
    """The cross entropy of logits (N, C, ...) with classes (N, ...) or probabilities (N, C, ...)."""
    reduction = legacy_reduction(size_average, reduce, reduction)
    return _nn.cross_entropy_loss(input, target, weight, reduction_number(reduction), ignore_index, label_smoothing)


def nll_loss(input, target, weight=None, size_average=None, ignore_index=-100, reduce=None, reduction="mean"):
    """The mean of -input[target], for log-probabilities."""
    reduction = legacy_reduction(size_average, reduce, reduction)
    return _nn.nll_loss_nd(input, target, weight, reduction_number(reduction), ignore_index)


def mse_loss(input, target, size_average=None, reduce=None, reduction="mean", weight=None):
    """The mean of (input - target)^2"""
    _warn_sizes(input, target)
    reduction = legacy_reduction(size_average, reduce, reduction)
    if weight is not None:
        return _weighted(_nn.mse_loss(*torch.broadcast_tensors(input, target), 0), weight, reduction)
    return _nn.mse_loss(*torch.broadcast_tensors(input, target), reduction_number(reduction))


def _weighted(losses, weight, reduction):
    weighted = losses * weight
    if reduction == "none":
        return weighted
    return weighted.sum() if reduction == "sum" else weighted.sum() / weight.sum()
