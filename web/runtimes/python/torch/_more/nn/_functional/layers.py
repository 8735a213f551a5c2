"""Less frequent: embeddings, dropout, norms, padding, patches, resizing."""

import math

import torch
from torch import _nn
from torch._more._ops import embedding as _embedding, normalization, resample
from torch._ops.attention import dropout_mask
from torch._more._ops.convolution import _tuple
from torch._more.nn._functional import pools
from torch.nn._functional.layers import _check_probability, _renorm_rows


def embedding_bag(
    input, weight, offsets=None, max_norm=None, norm_type=2, scale_grad_by_freq=False, mode="mean", sparse=False,
    per_sample_weights=None, include_last_offset=False, padding_idx=None,
):  # fmt: skip
    """Sums, means or maxima (`mode`) of bags of rows of `weight`."""
    if input.dim() == 2:
        if offsets is not None:
            raise ValueError(
                "if input is 2D, then offsets has to be None, as input is treated is a mini-batch of fixed length sequences. "
                f"However, found offsets of type {type(offsets)}"
            )
        offsets = torch.arange(0, input.numel(), input.size(1))
        input = input.reshape(-1)
        if per_sample_weights is not None:
            per_sample_weights = per_sample_weights.reshape(-1)
    elif input.dim() == 1:
        if offsets is None:
            raise ValueError("offsets has to be a 1D Tensor but got None")
        if offsets.dim() != 1:
            raise ValueError("offsets has to be a 1D Tensor")
    else:
        raise ValueError(f"input has to be 1D or 2D Tensor, but got Tensor of dimension {input.dim()}")
    modes = {"sum": 0, "mean": 1, "max": 2}
    if mode not in modes:
        raise ValueError("mode has to be one of sum, mean or max")
    if max_norm is not None:
        _renorm_rows(weight, input, max_norm, norm_type)
    return _embedding.embedding_bag(
        weight, input, offsets, scale_grad_by_freq, modes[mode], sparse, per_sample_weights, include_last_offset, padding_idx
    )[0]


def _channels(input, p, training, inplace):
    """Dropout of whole channels."""
    _check_probability(p)
    if not training or p == 0:
        return input
    shape = (*input.shape[:2], *[1] * (input.dim() - 2))
    out = input * (dropout_mask(shape, input.dtype, p) if p < 1 else input.new_zeros(shape))
    return input.copy_(out) if inplace else out


def dropout1d(input, p=0.5, training=True, inplace=False):
    """Dropout of whole channels of sequences."""
    batched = input.dim() == 3
    out = _channels(input if batched else input.unsqueeze(0), p, training, inplace)
    return out if batched else out.squeeze(0)


def dropout2d(input, p=0.5, training=True, inplace=False):
    """Dropout of whole channels of images."""
    return _channels(input, p, training, inplace)


def dropout3d(input, p=0.5, training=True, inplace=False):
    """Dropout of whole channels of volumes."""
    batched = input.dim() == 5
    out = _channels(input if batched else input.unsqueeze(0), p, training, inplace)
    return out if batched else out.squeeze(0)


def alpha_dropout(input, p=0.5, training=False, inplace=False):
    """Dropout that keeps mean and variance of selu's outputs."""
    _check_probability(p)
    if not training or p == 0:
        return input
    alpha = 1.7580993408473766
    a = 1.0 / math.sqrt((alpha * alpha * p + 1) * (1 - p))
    kept = torch.empty_like(input).bernoulli_(1 - p)
    b = (kept - 1) * (alpha * a) + alpha * a * p
    out = input * (kept * a) + b
    return input.copy_(out) if inplace else out


feature_alpha_dropout = alpha_dropout


def group_norm(input, num_groups, weight=None, bias=None, eps=1e-5):
    """Norm over groups of channels."""
    if input.dim() < 2:
        raise RuntimeError(f"Expected at least 2 dimensions for input tensor but received {input.dim()}")
    _check_values([input.size(0) * input.size(1) // num_groups, num_groups, *list(input.size()[2:])])
    return torch.group_norm(input, num_groups, weight, bias, eps, False)


def _check_values(size):
    if math.prod([size[0], *size[2:]]) == 1:
        raise ValueError(f"Expected more than 1 value per channel when training, got input size {size}")


def batch_norm(
    input, running_mean, running_var, weight=None, bias=None, training=False, momentum=0.1, eps=1e-5
):
    """Norm over the batch, or with running statistics when not training."""
    if training:
        _check_values(input.size())
    elif running_mean is None:
        raise RuntimeError("running_mean must be defined in evaluation mode")
    return torch.batch_norm(input, weight, bias, running_mean, running_var, training, momentum, eps, False)


def instance_norm(
    input, running_mean=None, running_var=None, weight=None, bias=None, use_input_stats=True, momentum=0.1, eps=1e-5
):
    """Norm of every channel of every example."""
    if use_input_stats and math.prod(input.size()[2:]) == 1:
        raise ValueError(f"Expected more than 1 spatial element when training, got input size {input.size()}")
    return normalization.instance_norm(
        input, weight, bias, running_mean, running_var, use_input_stats, momentum, eps, False
    )


def local_response_norm(input, size, alpha=1e-4, beta=0.75, k=1.0):
    """Norm over neighbouring channels."""
    if input.dim() < 3:
        raise ValueError(f"Expected 3D or higher dimensionality input (got {input.dim()} dimensions)")
    squares = input.mul(input)
    first, last = size // 2, (size - 1) // 2
    padded = _embedding.constant_pad_nd(squares, (0, 0) * (input.dim() - 2) + (first, last))
    total = sum(padded.narrow(1, i, input.size(1)) for i in range(size)) / size
    return input / total.mul(alpha).add(k).pow(beta)


def unfold(input, kernel_size, dilation=1, padding=0, stride=1):
    """The patches of images as columns."""
    if input.dim() not in (3, 4):
        raise RuntimeError(
            "Expected 3D or 4D (batch mode) tensor with possibly 0 batch size and other non-zero dimensions for input, but got: "
            f"{list(input.shape)}"
        )
    return _nn.im2col(input, *(_tuple(v, 2) for v in (kernel_size, dilation, padding, stride)))


def fold(input, output_size, kernel_size, dilation=1, padding=0, stride=1):
    """Images from their patches; where patches overlap they are added."""
    return _nn.col2im(input, *(_tuple(v, 2) for v in (output_size, kernel_size, dilation, padding, stride)))


_MODES = "nearest | linear | bilinear | bicubic | trilinear | lanczos | area | nearest-exact"
_DIMS = {"linear": 3, "bilinear": 4, "bicubic": 4, "trilinear": 5}


def interpolate(
    input, size=None, scale_factor=None, mode="nearest", align_corners=None, recompute_scale_factor=None, antialias=False
):
    """Other sizes of the last dimensions, by `size` or `scale_factor`."""
    if mode.startswith("nearest") or mode == "area":
        if align_corners is not None:
            raise ValueError(
                "align_corners option can only be set with the interpolating modes: linear | bilinear | bicubic | trilinear | "
                "lanczos"
            )
    n = input.dim() - 2
    if size is not None and scale_factor is not None:
        raise ValueError("only one of size or scale_factor should be defined")
    if size is None and scale_factor is None:
        raise ValueError("either size or scale_factor should be defined")
    if mode in _DIMS and input.dim() in (3, 4, 5) and input.dim() != _DIMS[mode]:
        raise NotImplementedError(f"Got {input.dim()}D input, but {mode} mode needs {_DIMS[mode]}D input")
    if mode not in (*_DIMS, "nearest", "nearest-exact", "area") or input.dim() not in (3, 4, 5):
        raise NotImplementedError(
            f"Input Error: Only 3D, 4D and 5D input Tensors supported (got {input.dim()}D) for the modes: {_MODES} (got {mode})"
        )
    new = resample.output_size(input, size, scale_factor, n)
    if mode == "area":
        return getattr(pools, f"adaptive_avg_pool{n}d")(input, new)
    scales = None
    if scale_factor is not None and not recompute_scale_factor:
        scales = [scale_factor] * n if isinstance(scale_factor, (int, float)) else list(scale_factor)
    return resample.resample(input, new, mode, bool(align_corners), scales)


upsample = interpolate


def channel_shuffle(input, groups):
    """The channels of groups, in turn."""
    n, c = input.shape[:2]
    return input.reshape(n, groups, c // groups, *input.shape[2:]).transpose(1, 2).reshape(input.shape)


def pdist(input, p=2):
    """The distances of all pairs of rows."""
    first, second = torch.triu_indices(input.size(0), input.size(0), 1).unbind()
    return torch.linalg.vector_norm(input[first] - input[second], p, dim=-1)
