"""Recurrent networks: RNN, LSTM, GRU, and their cells."""

import math
import warnings

import torch

from .. import functional as F, init
from ..parameter import Parameter
from ..utils.rnn import PackedSequence
from .module import Module

_GATES = {"LSTM": 4, "GRU": 3, "RNN_TANH": 1, "RNN_RELU": 1}


def _step(mode, x, state, w_hh, b_hh):
    """One step of a cell; `x` is the projected input."""
    hidden = state[0]
    h = F.linear(hidden, w_hh, b_hh)
    if mode == "LSTM":
        i, f, g, o = (x + h).chunk(4, -1)
        cell = f.sigmoid() * state[1] + i.sigmoid() * g.tanh()
        return o.sigmoid() * cell.tanh(), cell
    if mode == "GRU":
        (x_r, x_z, x_n), (h_r, h_z, h_n) = x.chunk(3, -1), h.chunk(3, -1)
        reset, update = (x_r + h_r).sigmoid(), (x_z + h_z).sigmoid()
        new = (x_n + reset * h_n).tanh()
        return ((1 - update) * new + update * hidden,)
    total = x + h
    return (total.tanh() if mode == "RNN_TANH" else total.relu(),)


class RNNBase(Module):
    """What RNN, LSTM and GRU have in common."""

    def __init__(
        self, mode, input_size, hidden_size, num_layers=1, bias=True, batch_first=False, dropout=0.0, bidirectional=False,
        proj_size=0, device=None, dtype=None,
    ):  # fmt: skip
        super().__init__()
        self.mode, self.input_size, self.hidden_size, self.num_layers = mode, input_size, hidden_size, num_layers
        self.bias, self.batch_first, self.dropout = bias, batch_first, float(dropout)
        self.bidirectional, self.proj_size = bidirectional, proj_size
        if not isinstance(dropout, (int, float)) or not 0 <= dropout <= 1 or isinstance(dropout, bool):
            raise ValueError(
                "dropout should be a number in range [0, 1] representing the probability of an element being zeroed"
            )
        if dropout > 0 and num_layers == 1:
            warnings.warn(
                "dropout option adds dropout after all but last recurrent layer, so non-zero dropout expects num_layers greater "
                f"than 1, but got dropout={dropout} and num_layers={num_layers}",
                stacklevel=3,
            )
        if hidden_size <= 0:
            raise ValueError("hidden_size must be greater than zero")
        if num_layers <= 0:
            raise ValueError("num_layers must be greater than zero")
        rows = _GATES[mode] * hidden_size
        out = proj_size or hidden_size
        for layer, suffix in self._directions():
            width = input_size if layer == 0 else out * (2 if bidirectional else 1)
            shapes = {"weight_ih": (rows, width), "weight_hh": (rows, out)}
            if bias:
                shapes |= {"bias_ih": (rows,), "bias_hh": (rows,)}
            if proj_size:
                shapes["weight_hr"] = (proj_size, hidden_size)
            for name, shape in shapes.items():
                setattr(self, f"{name}_l{layer}{suffix}", Parameter(torch.empty(shape, dtype=dtype)))
        self.reset_parameters()

    def _directions(self):
        suffixes = ("", "_reverse") if self.bidirectional else ("",)
        return [(layer, suffix) for layer in range(self.num_layers) for suffix in suffixes]

    def reset_parameters(self):
        """Draws all parameters uniformly within 1 / sqrt(hidden_size)."""
        bound = 1.0 / math.sqrt(self.hidden_size)
        for weight in self.parameters():
            init.uniform_(weight, -bound, bound)

    def flatten_parameters(self):
        """Does nothing: it is for GPUs."""

    def _check(self, input, states, batch):
        if input.size(-1) != self.input_size:
            raise RuntimeError(
                f"input.size(-1) must be equal to input_size. Expected {self.input_size}, got {input.size(-1)}"
            )
        layers = self.num_layers * (2 if self.bidirectional else 1)
        widths = (self.proj_size or self.hidden_size, self.hidden_size)
        names = ("hidden[0]", "hidden[1]") if self.mode == "LSTM" else ("hidden",)
        for name, state, width in zip(names, states, widths, strict=False):
            if tuple(state.shape) != (layers, batch, width):
                raise RuntimeError(f"Expected {name} size {(layers, batch, width)}, got {list(state.size())}")

    def _zeros(self, batch, like):
        layers = self.num_layers * (2 if self.bidirectional else 1)
        hidden = torch.zeros(layers, batch, self.proj_size or self.hidden_size, dtype=like.dtype)
        if self.mode != "LSTM":
            return (hidden,)
        return hidden, torch.zeros(layers, batch, self.hidden_size, dtype=like.dtype)

    def forward(self, input, hx=None):
        if isinstance(input, PackedSequence):
            return self._forward_packed(input, hx)
        if input.dim() not in (2, 3):
            raise ValueError(f"{type(self).__name__}: Expected input to be 2D or 3D, got {input.dim()}D instead")
        batched = input.dim() == 3
        x = input if batched else input.unsqueeze(1)
        x = x.transpose(0, 1) if batched and self.batch_first else x
        if hx is None:
            states = self._zeros(x.size(1), x)
        else:
            states = hx if self.mode == "LSTM" else (hx,)
            states = states if batched else tuple(s.unsqueeze(1) for s in states)
        self._check(x, states, x.size(1))
        out, states = self._run(x, states, None)
        out = out.transpose(0, 1) if batched and self.batch_first else out
        if not batched:
            out, states = out.squeeze(1), tuple(s.squeeze(1) for s in states)
        return out, states if self.mode == "LSTM" else states[0]

    def _forward_packed(self, packed, hx):
        from ..utils.rnn import pack_padded_sequence, pad_packed_sequence

        x, lengths = pad_packed_sequence(packed)
        states = self._zeros(x.size(1), x) if hx is None else hx if self.mode == "LSTM" else (hx,)
        out, states = self._run(x, states, lengths)
        packed = pack_padded_sequence(out, lengths, enforce_sorted=packed.sorted_indices is None)
        return packed, states if self.mode == "LSTM" else states[0]

    def _run(self, x, states, lengths):
        """All layers in both directions: (length, batch, width) and the last states."""
        last = []
        for layer in range(self.num_layers):
            outs = []
            for number, (_, suffix) in enumerate(d for d in self._directions() if d[0] == layer):
                at = len(last)
                start = tuple(s[at] for s in states)
                out, end = self._one_direction(x, start, f"_l{layer}{suffix}", number == 1, lengths)
                outs.append(out)
                last.append(end)
            x = outs[0] if len(outs) == 1 else torch.cat(outs, -1)
            if self.dropout and layer < self.num_layers - 1:
                x = F.dropout(x, self.dropout, self.training)
        return x, tuple(torch.stack([end[i] for end in last]) for i in range(len(states)))

    def _one_direction(self, x, state, name, backward, lengths):
        w_ih, w_hh = getattr(self, f"weight_ih{name}"), getattr(self, f"weight_hh{name}")
        b_ih, b_hh = (getattr(self, f"bias_{part}{name}") if self.bias else None for part in ("ih", "hh"))
        projected = F.linear(x, w_ih, b_ih)
        steps = range(x.size(0))
        outs = [None] * x.size(0)
        for t in reversed(steps) if backward else steps:
            new = _step(self.mode, projected[t], state, w_hh, b_hh)
            if self.proj_size:
                new = (F.linear(new[0], getattr(self, f"weight_hr{name}")), *new[1:])
            if lengths is not None:
                alive = (lengths > t).unsqueeze(-1)
                outs[t] = torch.where(alive, new[0], 0.0)
                new = tuple(torch.where(alive, n, s) for n, s in zip(new, state, strict=True))
            else:
                outs[t] = new[0]
            state = new
        return torch.stack(outs), state

    def extra_repr(self):
        text = f"{self.input_size}, {self.hidden_size}"
        for name, default in (
            ("proj_size", 0), ("num_layers", 1), ("bias", True), ("batch_first", False), ("dropout", 0.0),
            ("bidirectional", False),
        ):  # fmt: skip
            value = getattr(self, name)
            if value != default:
                text += f", {name}={value}"
        return text


class RNN(RNNBase):
    """h' = tanh(W x + U h + b)"""

    def __init__(self, input_size, hidden_size, num_layers=1, nonlinearity="tanh", *args, **kwargs):
        if nonlinearity not in ("tanh", "relu"):
            raise ValueError(f"Unknown nonlinearity '{nonlinearity}'. Select from 'tanh' or 'relu'.")
        self_mode = f"RNN_{nonlinearity.upper()}"
        super().__init__(self_mode, input_size, hidden_size, num_layers, *args, **kwargs)
        self.nonlinearity = nonlinearity


class LSTM(RNNBase):
    """Long short-term memory"""

    def __init__(self, *args, **kwargs):
        super().__init__("LSTM", *args, **kwargs)


class GRU(RNNBase):
    """Gated recurrent unit"""

    def __init__(self, *args, **kwargs):
        super().__init__("GRU", *args, **kwargs)


class RNNCellBase(Module):
    """What the cells have in common."""

    def __init__(self, mode, input_size, hidden_size, bias, dtype):
        super().__init__()
        self.mode, self.input_size, self.hidden_size, self.bias = mode, input_size, hidden_size, bias
        rows = _GATES[mode] * hidden_size
        self.weight_ih = Parameter(torch.empty((rows, input_size), dtype=dtype))
        self.weight_hh = Parameter(torch.empty((rows, hidden_size), dtype=dtype))
        for name in ("bias_ih", "bias_hh"):
            self.register_parameter(name, Parameter(torch.empty(rows, dtype=dtype)) if bias else None)
        bound = 1.0 / math.sqrt(hidden_size) if hidden_size > 0 else 0
        for weight in self.parameters():
            init.uniform_(weight, -bound, bound)

    def forward(self, input, hx=None):
        if input.dim() not in (1, 2):
            raise ValueError(f"{type(self).__name__}: Expected input to be 1D or 2D, got {input.dim()}D instead")
        shape = (*input.shape[:-1], self.hidden_size)
        parts = 2 if self.mode == "LSTM" else 1
        states = tuple(torch.zeros(shape, dtype=input.dtype) for _ in range(parts)) if hx is None else hx
        states = states if isinstance(states, tuple) else (states,)
        new = _step(self.mode, F.linear(input, self.weight_ih, self.bias_ih), states, self.weight_hh, self.bias_hh)
        return new if self.mode == "LSTM" else new[0]

    def extra_repr(self):
        text = f"{self.input_size}, {self.hidden_size}"
        return text + ("" if self.bias else ", bias=False")


class RNNCell(RNNCellBase):
    """One step of an RNN"""

    def __init__(self, input_size, hidden_size, bias=True, nonlinearity="tanh", device=None, dtype=None):
        super().__init__(f"RNN_{nonlinearity.upper()}", input_size, hidden_size, bias, dtype)
        self.nonlinearity = nonlinearity


class LSTMCell(RNNCellBase):
    """One step of an LSTM"""

    def __init__(self, input_size, hidden_size, bias=True, device=None, dtype=None):
        super().__init__("LSTM", input_size, hidden_size, bias, dtype)


class GRUCell(RNNCellBase):
    """One step of a GRU"""

    def __init__(self, input_size, hidden_size, bias=True, device=None, dtype=None):
        super().__init__("GRU", input_size, hidden_size, bias, dtype)
