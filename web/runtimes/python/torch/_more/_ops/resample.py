"""Changing the size of images and sequences."""

import math

import numpy as np

from torch import _dtype
from torch._tensor import wrap
from torch._autograd.graph import relabel
from torch._ops.gather import index_select

_NAMES = {"nearest": "Nearest", "linear": "Linear", "bilinear": "Bilinear", "trilinear": "Trilinear", "bicubic": "Bicubic"}


def _sources(size, new, align_corners, scale):
    """For every new place, where it lies among the old ones."""
    place = np.arange(new, dtype=np.float64)
    if align_corners:
        return place * ((size - 1) / (new - 1) if new > 1 else 0)
    return (place + 0.5) * (1 / scale if scale else size / new) - 0.5


def _taps(size, new, mode, align_corners, scale):
    """[(places, weights)]: a new element is the weighted sum of old ones."""
    if mode.startswith("nearest"):
        step = 1 / scale if scale else size / new
        half = 0.5 if mode == "nearest-exact" else 0
        return [(np.minimum(np.floor((np.arange(new) + half) * step), size - 1), np.ones(new))]
    source = _sources(size, new, align_corners, scale)
    if mode == "bicubic":
        base = np.floor(source)
        return [(np.clip(base + i, 0, size - 1), _cubic(source - base - i)) for i in (-1, 0, 1, 2)]
    source = np.maximum(source, 0)
    low = np.floor(source)
    weight = source - low
    return [(np.minimum(low, size - 1), 1 - weight), (np.minimum(low + 1, size - 1), weight)]


def _cubic(t):
    a, t = -0.75, np.abs(t)
    near = ((a + 2) * t - (a + 3)) * t * t + 1
    far = ((a * t - 5 * a) * t + 8 * a) * t - 4 * a
    return np.where(t <= 1, near, np.where(t < 2, far, 0))


def resample(input, size, mode, align_corners, scales):
    """The last dimensions in new sizes."""
    n = len(size)
    out = input
    for i, new in enumerate(size):
        at = input.ndim - n + i
        total = None
        for places, weights in _taps(input.shape[at], new, mode, align_corners, scales[i] if scales else None):
            part = index_select(out, at, wrap(places, _dtype.int64))
            if not mode.startswith("nearest"):
                part = part * wrap(weights, input.dtype).reshape((-1, *[1] * (n - i - 1)))
            total = part if total is None else total + part
        out = total
    name = _NAMES.get(mode, "NearestExact")
    return relabel(out, f"Upsample{name}{n}DBackward0")


def output_size(input, size, scale_factor, n):
    """The new sizes from a size or a factor."""
    if size is not None:
        return [size] * n if isinstance(size, int) else list(size)
    factors = [scale_factor] * n if isinstance(scale_factor, (int, float)) else list(scale_factor)
    return [math.floor(input.shape[input.ndim - n + i] * f) for i, f in enumerate(factors)]
