"""Less frequent: activations as PyTorch's Python layer offers them: with `inplace`, and softmax with its old default dimension."""

import torch
from torch import _nn
from torch.nn._functional.activations import _old_default


def threshold(input, threshold, value, inplace=False):
    """`input` where it is larger than `threshold`, `value` elsewhere."""
    return torch.threshold_(input, threshold, value) if inplace else torch.threshold(input, threshold, value)


def glu(input, dim=-1):
    """The first half times the sigmoid of the second."""
    if input.dim() == 0:
        raise RuntimeError("glu does not support scalars because halving size must be even")
    return _nn.glu(input, dim)


def hardtanh(input, min_val=-1.0, max_val=1.0, inplace=False):
    """x, cut off at `min_val` and `max_val`"""
    if min_val > max_val:
        raise ValueError("min_val cannot be greater than max_val")
    return (_nn.hardtanh_ if inplace else _nn.hardtanh)(input, min_val, max_val)


def relu6(input, inplace=False):
    """min(max(x, 0), 6)"""
    return (_nn.relu6_ if inplace else _nn.relu6)(input)


def elu(input, alpha=1.0, inplace=False):
    """x for x > 0, alpha (exp(x) - 1) elsewhere"""
    return (_nn.elu_ if inplace else _nn.elu)(input, alpha)


def selu(input, inplace=False):
    """elu with the factors that keep mean and variance"""
    return (torch.selu_ if inplace else torch.selu)(input)


def celu(input, alpha=1.0, inplace=False):
    """max(0, x) + min(0, alpha (exp(x / alpha) - 1))"""
    return (torch.celu_ if inplace else torch.celu)(input, alpha)


def rrelu(input, lower=1.0 / 8, upper=1.0 / 3, training=False, inplace=False):
    """leaky_relu with random slopes while training"""
    return (torch.rrelu_ if inplace else torch.rrelu)(input, lower, upper, training)


def tanhshrink(input):
    """x - tanh(x)"""
    return input - input.tanh()


def softsign(input):
    """x / (1 + |x|)"""
    return input / (input.abs() + 1)


def hardsigmoid(input, inplace=False):
    """x / 6 + 1 / 2, cut off at 0 and 1"""
    return (_nn.hardsigmoid_ if inplace else _nn.hardsigmoid)(input)


def mish(input, inplace=False):
    """x tanh(log(1 + exp(x)))"""
    return (_nn.mish_ if inplace else _nn.mish)(input)


def hardswish(input, inplace=False):
    """x hardsigmoid(x)"""
    return (_nn.hardswish_ if inplace else _nn.hardswish)(input)


def softmin(input, dim=None, _stacklevel=3, dtype=None):
    """softmax(-x)"""
    dim = _old_default("softmin", input.dim()) if dim is None else dim
    return (-input).softmax(dim) if dtype is None else (-input).softmax(dim, dtype=dtype)


def gumbel_softmax(logits, tau=1, hard=False, eps=1e-10, dim=-1):
    """A sample of the Gumbel-softmax distribution; `hard` gives one-hot vectors with the soft gradient."""
    gumbels = -torch.empty_like(logits).exponential_().log()
    soft = ((logits + gumbels) / tau).softmax(dim)
    if not hard:
        return soft
    index = soft.max(dim, keepdim=True)[1]
    return torch.zeros_like(logits).scatter_(dim, index, 1.0) - soft.detach() + soft


logsigmoid = _nn.log_sigmoid
