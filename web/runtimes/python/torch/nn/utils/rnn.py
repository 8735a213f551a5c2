"""Sequences of different lengths."""

from collections import namedtuple

import torch
from torch._more._ops.embedding import pad_sequence


class PackedSequence(namedtuple("PackedSequence", ["data", "batch_sizes", "sorted_indices", "unsorted_indices"])):
    """Sequences, longest first, step by step."""

    __slots__ = ()

    def to(self, *args, **kwargs):
        return self


def _order(lengths, enforce_sorted):
    if not enforce_sorted:
        order = torch.sort(lengths, descending=True)[1]
        return order, torch.argsort(order)
    if bool((lengths[:-1] < lengths[1:]).any()):
        raise RuntimeError(
            "`lengths` array must be sorted in decreasing order when `enforce_sorted` is True. You can pass "
            "`enforce_sorted=False` to pack_padded_sequence and/or pack_sequence to sidestep this requirement if you do not need "
            "ONNX exportability."
        )
    return None, None


def pack_padded_sequence(input, lengths, batch_first=False, enforce_sorted=True):
    """(length, batch, ...) with padding as a PackedSequence."""
    lengths = torch.as_tensor(lengths, dtype=torch.int64)
    order, back = _order(lengths, enforce_sorted)
    x = input.transpose(0, 1) if batch_first else input
    if order is not None:
        x, lengths = x.index_select(1, order), lengths[order]
    if lengths[-1] <= 0:
        raise RuntimeError("Length of all samples has to be greater than 0, but found an element in 'lengths' that is <= 0")
    sizes = [int((lengths > t).sum()) for t in range(int(lengths[0]))]
    data = torch.cat([x[t, :n] for t, n in enumerate(sizes)])
    return PackedSequence(data, torch.tensor(sizes), order, back)


def pad_packed_sequence(sequence, batch_first=False, padding_value=0.0, total_length=None):
    """A PackedSequence as (length, batch, ...) with padding, and the lengths."""
    sizes = sequence.batch_sizes.tolist()
    steps = total_length or len(sizes)
    rows, start = [], 0
    for n in sizes:
        step = sequence.data[start : start + n]
        start += n
        if n < sizes[0]:
            rest = step.new_full((sizes[0] - n, *step.shape[1:]), padding_value)
            step = torch.cat([step, rest])
        rows.append(step)
    rows += [rows[0].new_full(rows[0].shape, padding_value)] * (steps - len(sizes))
    lengths = torch.tensor([sum(n > i for n in sizes) for i in range(sizes[0])])
    out = torch.stack(rows)
    if sequence.unsorted_indices is not None:
        out, lengths = out.index_select(1, sequence.unsorted_indices), lengths[sequence.unsorted_indices]
    return (out.transpose(0, 1) if batch_first else out), lengths


def pack_sequence(sequences, enforce_sorted=True):
    """A list of sequences as a PackedSequence."""
    lengths = torch.tensor([s.size(0) for s in sequences])
    return pack_padded_sequence(pad_sequence(sequences), lengths, enforce_sorted=enforce_sorted)


def unpad_sequence(padded_sequences, lengths, batch_first=False):
    """The sequences without their padding."""
    rows = padded_sequences if batch_first else padded_sequences.transpose(0, 1)
    return [row[:n] for row, n in zip(rows, lengths.tolist(), strict=True)]
