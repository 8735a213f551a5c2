"""Linear layers' product and attention, composed as PyTorch composes them."""

import math

import numpy as np

from .. import _dtype
from .._autograd.graph import relabel
from .._dtype import BOOL
from . import shape as _shape
from .matmul import addmm, matmul
from .random import dropout_mask
from .._registry import operation
from .._tensor import wrap


@operation
def linear(input, weight, bias=None):
    turned = _shape.t(weight)
    if bias is None:
        return matmul(input, turned)
    if input.ndim == 2:
        return addmm(bias, input, turned)
    if input.ndim and input._array.flags.c_contiguous:
        rows = _shape.view(input, (math.prod(input.shape[:-1]), input.shape[-1]))
        return _shape.view(addmm(bias, rows, turned), (*input.shape[:-1], weight.shape[0]))
    return matmul(input, turned) + bias


def _check(query, key, value, mask, is_causal):
    if query.dtype is not key.dtype or query.dtype is not value.dtype:
        raise RuntimeError(
            f"Expected query, key, and value to have the same dtype, but got query.dtype: {query.dtype.cpp} key.dtype: "
            f"{key.dtype.cpp} and value.dtype: {value.dtype.cpp} instead."
        )
    if min(query.ndim, key.ndim, value.ndim) < 2:
        raise RuntimeError(
            f"Expected query, key, and value to all be  at least 2 dimensional, but got query.dim: {query.ndim} key.dim: "
            f"{key.ndim} and value.dim: {value.ndim} instead."
        )
    if mask is None:
        return
    if mask.dtype.kind != BOOL and mask.dtype is not query.dtype:
        raise RuntimeError(
            f"Expected attn_mask dtype to be bool or float or to match query dtype, but got attn_mask.dtype: {mask.dtype.cpp} "
            f"and  query.dtype: {query.dtype.cpp} instead."
        )
    if is_causal:
        raise RuntimeError("_scaled_dot_product_attention: Explicit attn_mask should not be set when is_causal=True")


def _safe_softmax(scores):
    """softmax over keys; a row without any is zero."""
    masked = (scores == -math.inf).all((-1,), keepdim=True)
    return scores.masked_fill(masked, 0).softmax(-1).masked_fill(masked, 0)


def _as_bias(mask, dtype):
    if mask.dtype.kind != BOOL:
        return mask
    return wrap(np.where(mask._array, 0, -np.inf), dtype)


def _repeat_heads(query, tensor):
    heads, own = query.shape[-3], tensor.shape[-3]
    if heads % own:
        raise RuntimeError("Number of heads in key and value must divide the number of heads in ")
    return tensor if heads == own else tensor.repeat_interleave(heads // own, -3)


@operation
def scaled_dot_product_attention(
    query, key, value, attn_mask=None, dropout_p=0.0, is_causal=False, scale=None, enable_gqa=False
):
    _check(query, key, value, attn_mask, is_causal)
    single = query.ndim == key.ndim == value.ndim == 3
    q, k, v = (t.unsqueeze(0) if single else t for t in (query, key, value))
    fused = (
        q.ndim == k.ndim == v.ndim == 4
        and q.shape[-1] == k.shape[-1] == v.shape[-1]
        and dropout_p == 0
        and not (attn_mask is not None and attn_mask.requires_grad)
    )
    out = _attend(q, k, v, attn_mask, dropout_p, is_causal, scale, enable_gqa)
    if fused:
        out = relabel(out, "ScaledDotProductFlashAttentionForCpuBackward0")
    return _shape.squeeze(out, 0) if single else out


def _attend(q, k, v, mask, dropout_p, is_causal, scale, enable_gqa):
    factor = math.sqrt(1 / math.sqrt(q.shape[-1]) if scale is None else abs(scale))
    sign = -1 if scale is not None and scale < 0 else 1
    if enable_gqa:
        k, v = _repeat_heads(q, k), _repeat_heads(q, v)
    scores = matmul(q * (factor * sign), (k * factor).transpose(-2, -1))
    if is_causal:
        mask = wrap(np.tril(np.ones((q.shape[-2], k.shape[-2]), bool)), _dtype.bool)
    if mask is not None:
        scores = scores + _as_bias(mask, q.dtype)
        weights = _safe_softmax(scores)
    else:
        weights = scores.softmax(-1)
    if dropout_p:
        if not 0 <= dropout_p <= 1:
            raise RuntimeError(f"dropout probability has to be between 0 and 1, but got {dropout_p:g}")
        weights = weights * dropout_mask(weights.shape, weights.dtype, dropout_p)
    return matmul(weights, v)


@operation
def dropout(input, p, train):
    if not 0 <= p <= 1:
        raise RuntimeError(f"dropout probability has to be between 0 and 1, but got {p:g}")
    if not train or p == 0 or not input.numel():
        return input
    if p == 1:
        return input * input.new_zeros(())
    return input * dropout_mask(input.shape, input.dtype, p)
