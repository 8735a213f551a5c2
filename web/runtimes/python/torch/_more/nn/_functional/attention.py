"""The whole of multi-head attention: projections, attention, output."""

import math

import torch
from torch import _nn
from torch._ops import activation, embedding as _embedding

from torch.nn._functional.layers import dropout


def _check_shapes(query, key, value, key_padding_mask, attn_mask, num_heads):
    """Whether there is a batch."""
    if query.dim() not in (2, 3):
        raise AssertionError(
            f"query should be unbatched 2D or batched 3D tensor but received {query.dim()}-D query tensor"
        )
    n = query.dim()
    kind = "batched (3-D)" if n == 3 else "unbatched (2-D)"
    if key.dim() != n or value.dim() != n:
        raise AssertionError(
            f"For {kind} `query`, expected `key` and `value` to be {n}-D but found {key.dim()}-D and {value.dim()}-D tensors "
            "respectively"
        )
    if key_padding_mask is not None and key_padding_mask.dim() != n - 1:
        raise AssertionError(
            f"For {kind} `query`, expected `key_padding_mask` to be `None` or {n - 1}-D but found {key_padding_mask.dim()}-D "
            "tensor instead"
        )
    if attn_mask is not None and attn_mask.dim() not in (2, 3):
        raise AssertionError(
            f"For {kind} `query`, expected `attn_mask` to be `None`, 2-D or 3-D but found {attn_mask.dim()}-D tensor instead"
        )
    if attn_mask is not None and n == 2 and attn_mask.dim() == 3:
        wanted = (num_heads, query.shape[0], key.shape[0])
        if attn_mask.shape != wanted:
            raise AssertionError(f"Expected `attn_mask` shape to be {wanted} but got {attn_mask.shape}")
    return n == 3


def canonical_mask(mask, name, other_type, other_name, target_type, check_other=True):
    """A mask as what is added to the scores."""
    if mask is None:
        return None
    if mask.dtype != torch.bool and not torch.is_floating_point(mask):
        raise AssertionError(f"only bool and floating types of {name} are supported")
    if check_other and other_type is not None and mask.dtype != other_type:
        import warnings

        warnings.warn(
            f"Support for mismatched {name} and {other_name} is deprecated. Use same type for both instead.", stacklevel=3
        )
    if torch.is_floating_point(mask):
        return mask
    return torch.zeros_like(mask, dtype=target_type).masked_fill_(mask, float("-inf"))


def _project_packed(query, key, value, weight, bias):
    width = query.size(-1)
    if key is value:
        if query is key:
            projected = _nn.linear(query, weight, bias)
            parts = projected.unflatten(-1, (3, width)).unsqueeze(0).transpose(0, -2).squeeze(-2).contiguous()
            return parts[0], parts[1], parts[2]
        w_q, w_kv = weight.split([width, width * 2])
        b_q, b_kv = (None, None) if bias is None else bias.split([width, width * 2])
        projected = _nn.linear(key, w_kv, b_kv)
        parts = projected.unflatten(-1, (2, width)).unsqueeze(0).transpose(0, -2).squeeze(-2).contiguous()
        return _nn.linear(query, w_q, b_q), parts[0], parts[1]
    biases = (None,) * 3 if bias is None else bias.chunk(3)
    return tuple(map(_nn.linear, (query, key, value), weight.chunk(3), biases))


def _check_mask_shape(attn_mask, batch, num_heads, targets, sources):
    if attn_mask.dim() == 2:
        if attn_mask.shape != (targets, sources):
            raise RuntimeError(f"The shape of the 2D attn_mask is {attn_mask.shape}, but should be {(targets, sources)}.")
        return attn_mask.unsqueeze(0)
    if attn_mask.dim() == 3:
        wanted = (batch * num_heads, targets, sources)
        if attn_mask.shape != wanted:
            raise RuntimeError(f"The shape of the 3D attn_mask is {attn_mask.shape}, but should be {wanted}.")
        return attn_mask
    raise RuntimeError(f"attn_mask's dimension {attn_mask.dim()} is not supported")


def _grown(mask):
    return None if mask is None else _embedding.pad(mask, (0, 1))


def multi_head_attention_forward(
    query, key, value, embed_dim_to_check, num_heads, in_proj_weight, in_proj_bias, bias_k, bias_v, add_zero_attn, dropout_p,
    out_proj_weight, out_proj_bias, training=True, key_padding_mask=None, need_weights=True, attn_mask=None,
    use_separate_proj_weight=False, q_proj_weight=None, k_proj_weight=None, v_proj_weight=None, static_k=None, static_v=None,
    average_attn_weights=True, is_causal=False,
):  # fmt: skip
    """Multi-head attention of (length, batch, width) tensors: (output, weights or None)."""
    batched = _check_shapes(query, key, value, key_padding_mask, attn_mask, num_heads)
    if not batched:
        query, key, value = _with_batch(query, key, value)
        key_padding_mask = None if key_padding_mask is None else key_padding_mask.unsqueeze(0)
    targets, batch, width = query.shape
    sources = key.shape[0]
    mask_type = None if attn_mask is None else attn_mask.dtype
    key_padding_mask = canonical_mask(key_padding_mask, "key_padding_mask", mask_type, "attn_mask", query.dtype)
    if is_causal and attn_mask is None:
        raise RuntimeError(
            "Need attn_mask if specifying the is_causal hint. You may use the Transformer module method "
            "`generate_square_subsequent_mask` to create this mask."
        )
    if is_causal and key_padding_mask is None and not need_weights:
        attn_mask = None
    else:
        attn_mask = canonical_mask(attn_mask, "attn_mask", None, "", query.dtype, check_other=False)
        is_causal = is_causal and key_padding_mask is None
    head = _check_widths(query, key, value, embed_dim_to_check, num_heads, use_separate_proj_weight)
    if use_separate_proj_weight:
        biases = (None,) * 3 if in_proj_bias is None else in_proj_bias.chunk(3)
        weights = (q_proj_weight, k_proj_weight, v_proj_weight)
        q, k, v = map(_nn.linear, (query, key, value), weights, biases)
    else:
        q, k, v = _project_packed(query, key, value, in_proj_weight, in_proj_bias)
    if attn_mask is not None:
        attn_mask = _check_mask_shape(attn_mask, batch, num_heads, targets, sources)
    if bias_k is not None and bias_v is not None:
        k, v = torch.cat([k, bias_k.repeat(1, batch, 1)]), torch.cat([v, bias_v.repeat(1, batch, 1)])
        attn_mask, key_padding_mask = _grown(attn_mask), _grown(key_padding_mask)
    q = q.view(targets, batch * num_heads, head).transpose(0, 1)
    k = k.view(k.shape[0], batch * num_heads, head).transpose(0, 1) if static_k is None else static_k
    v = v.view(v.shape[0], batch * num_heads, head).transpose(0, 1) if static_v is None else static_v
    if add_zero_attn:
        zero = torch.zeros(batch * num_heads, 1, head, dtype=k.dtype)
        k, v = torch.cat([k, zero], dim=1), torch.cat([v, zero], dim=1)
        attn_mask, key_padding_mask = _grown(attn_mask), _grown(key_padding_mask)
    mask = _merge_masks(attn_mask, key_padding_mask, batch, num_heads, k.size(1))
    sizes = (targets, batch, num_heads, width)
    if need_weights:
        out, weights = _with_weights(q, k, v, mask, dropout_p if training else 0.0, sizes)
        weights = weights.mean(dim=1) if average_attn_weights else weights
    else:
        out, weights = _without_weights(q, k, v, mask, dropout_p if training else 0.0, is_causal, sizes), None
    out = _nn.linear(out, out_proj_weight, out_proj_bias)
    out = out.view(targets, batch, out.size(1))
    if not batched:
        return out.squeeze(1), None if weights is None else weights.squeeze(0)
    return out, weights


def _with_batch(query, key, value):
    wide = {}
    return [wide.setdefault(id(t), t.unsqueeze(1)) for t in (query, key, value)]


def _check_widths(query, key, value, wanted, num_heads, separate):
    width = query.shape[-1]
    if width != wanted:
        raise AssertionError(f"was expecting embedding dimension of {wanted}, but got {width}")
    head = width // num_heads
    if head * num_heads != width:
        raise AssertionError(f"embed_dim {width} not divisible by num_heads {num_heads}")
    if separate and key.shape[:2] != value.shape[:2]:
        raise AssertionError(
            f"key's sequence and batch dims {key.shape[:2]} do not match value's {value.shape[:2]}"
        )
    if not separate and key.shape != value.shape:
        raise AssertionError(f"key shape {key.shape} does not match value shape {value.shape}")
    return head


def _merge_masks(attn_mask, key_padding_mask, batch, num_heads, sources):
    if key_padding_mask is None:
        return attn_mask
    if key_padding_mask.shape[0] != batch:
        raise AssertionError(f"Expected key_padded_mask.shape[0] to be {batch}, but got {key_padding_mask.shape[0]}")
    if key_padding_mask.shape[1] != sources:
        raise AssertionError(f"Expected key_padded_mask.shape[1] to be {sources}, but got {key_padding_mask.shape[1]}")
    wide = key_padding_mask.view(batch, 1, 1, sources).expand(-1, num_heads, -1, -1)
    wide = wide.reshape(batch * num_heads, 1, sources)
    return wide if attn_mask is None else attn_mask + wide


def _with_weights(q, k, v, mask, dropout_p, sizes):
    targets, batch, num_heads, width = sizes
    scaled = q * math.sqrt(1.0 / float(q.shape[-1]))
    if mask is not None:
        scores = torch.baddbmm(mask, scaled, k.transpose(-2, -1))
    else:
        scores = torch.bmm(scaled, k.transpose(-2, -1))
    weights = activation.softmax(scores, -1)
    if dropout_p > 0.0:
        weights = dropout(weights, p=dropout_p)
    out = torch.bmm(weights, v).transpose(0, 1).reshape(targets * batch, width)
    return out, weights.view(batch, num_heads, targets, k.size(1))


def _without_weights(q, k, v, mask, dropout_p, is_causal, sizes):
    targets, batch, num_heads, width = sizes
    if mask is not None:
        single = mask.size(0) == 1 and mask.dim() == 3
        mask = mask.unsqueeze(0) if single else mask.view(batch, num_heads, -1, k.size(1))
    q, k, v = (t.reshape(batch, num_heads, t.size(1), t.size(2)) for t in (q, k, v))
    out = _nn.scaled_dot_product_attention(q, k, v, mask, dropout_p, is_causal)
    return out.permute(2, 0, 1, 3).reshape(batch * targets, width)
