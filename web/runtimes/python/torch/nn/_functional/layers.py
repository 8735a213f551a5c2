"""Embeddings, dropout, norms, padding, patches, resizing."""

import torch
from torch import _nn


def embedding(
    input, weight, padding_idx=None, max_norm=None, norm_type=2.0, scale_grad_by_freq=False, sparse=False
):
    """The rows of `weight` that `input` names."""
    if padding_idx is not None:
        if padding_idx > 0 and padding_idx >= weight.size(0):
            raise AssertionError("Padding_idx must be within num_embeddings")
        if padding_idx < 0 and padding_idx < -weight.size(0):
            raise AssertionError("Padding_idx must be within num_embeddings")
        padding_idx = padding_idx + weight.size(0) if padding_idx < 0 else padding_idx
    else:
        padding_idx = -1
    if max_norm is not None:
        _renorm_rows(weight, input, max_norm, norm_type)
    return torch.embedding(weight, input, padding_idx, scale_grad_by_freq, sparse)


def _renorm_rows(weight, input, max_norm, norm_type):
    with torch.no_grad():
        rows = input.reshape(-1)
        norms = weight[rows].norm(p=norm_type, dim=1, keepdim=True)
        factor = torch.where(norms > max_norm, max_norm / (norms + 1e-7), 1.0)
        weight[rows] = weight[rows] * factor


# --- dropout ----------------------------------------------------------------------------------------------------


def _check_probability(p):
    if p < 0.0 or p > 1.0:
        raise ValueError(f"dropout probability has to be between 0 and 1, but got {p}")


def dropout(input, p=0.5, training=True, inplace=False):
    """Zeros elements with probability `p` and scales the others by 1 / (1 - p), while training."""
    _check_probability(p)
    if not inplace:
        return torch.dropout(input, p, training)
    return input.copy_(torch.dropout(input, p, training)) if training and p else input


# --- norms ------------------------------------------------------------------------------------------------------


def layer_norm(input, normalized_shape, weight=None, bias=None, eps=1e-5):
    """Mean 0 and variance 1 over the last dimensions, then times `weight` plus `bias`."""
    return torch.layer_norm(input, normalized_shape, weight, bias, eps, False)


def rms_norm(input, normalized_shape, weight=None, eps=None):
    """x / sqrt(mean(x^2) + eps) over the last dimensions, then times `weight`."""
    return torch.rms_norm(input, normalized_shape, weight, eps)


def normalize(input, p=2.0, dim=1, eps=1e-12, out=None):
    """x / max(norm(x), eps) along `dim`."""
    denominator = input.norm(p, dim, keepdim=True).clamp_min(eps).expand_as(input)
    return input / denominator if out is None else torch.div(input, denominator, out=out)


# --- shape ------------------------------------------------------------------------------------------------------


def pad(input, pad, mode="constant", value=None):
    """Grows the last dimensions; `pad` is (left, right, top, bottom, ...), the last dimension first."""
    return _nn.pad(input, pad, mode, value)
