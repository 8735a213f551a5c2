"""Activations as PyTorch's Python layer offers them: with `inplace`, and softmax with its old default dimension."""

import warnings

import torch
from torch import _nn


def relu(input, inplace=False):
    """max(x, 0)"""
    return torch.relu_(input) if inplace else torch.relu(input)


def leaky_relu(input, negative_slope=0.01, inplace=False):
    """x for x > 0, negative_slope x elsewhere"""
    return (_nn.leaky_relu_ if inplace else _nn.leaky_relu)(input, negative_slope)


def tanh(input):
    """tanh(x)"""
    return input.tanh()


def sigmoid(input):
    """1 / (1 + exp(-x))"""
    return input.sigmoid()


def silu(input, inplace=False):
    """x sigmoid(x)"""
    return (_nn.silu_ if inplace else _nn.silu)(input)


def _old_default(name, ndim):
    warnings.warn(
        f"Implicit dimension choice for {name} has been deprecated. Change the call to include dim=X as an argument.",
        stacklevel=4,
    )
    return 0 if ndim in (0, 1, 3) else 1


def softmax(input, dim=None, _stacklevel=3, dtype=None):
    """exp(x), divided by its sum along `dim`"""
    dim = _old_default("softmax", input.dim()) if dim is None else dim
    return input.softmax(dim) if dtype is None else input.softmax(dim, dtype=dtype)


def log_softmax(input, dim=None, _stacklevel=3, dtype=None):
    """log(softmax(x)), without overflow"""
    dim = _old_default("log_softmax", input.dim()) if dim is None else dim
    return input.log_softmax(dim) if dtype is None else input.log_softmax(dim, dtype=dtype)
