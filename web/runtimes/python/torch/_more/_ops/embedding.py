"""Less frequent: rows of tables, one-hot vectors, padding."""

from torch._autograd.graph import track
from torch._ops import gather as _gather
from torch._ops.embedding import _constant, pad
from torch._registry import operation


@operation
def embedding_bag(
    weight, indices, offsets, scale_grad_by_freq=False, mode=0, sparse=False, per_sample_weights=None,
    include_last_offset=False, padding_idx=None,
):  # fmt: skip
    starts = offsets._array.tolist()
    ends = starts[1:] + ([] if include_last_offset else [indices.numel()])
    bags = []
    for start, end in zip(starts, ends, strict=False):
        index = indices[start:end]
        if padding_idx is not None:
            index = index[index != padding_idx]
        rows = _gather.index_select(weight, 0, index)
        if per_sample_weights is not None:
            rows = rows * per_sample_weights[start:end].unsqueeze(-1)
        empty = not index.numel()
        reduced = rows.sum((0,)) if empty or mode == 0 else rows.mean((0,)) if mode == 1 else rows.max(0)[0]
        bags.append(reduced)
    from torch._ops.joining import stack

    out = stack(bags) if bags else weight.new_zeros((0, weight.shape[1]))
    if out._node is not None:
        out = track(out.detach(), "EmbeddingBagBackward0", (out, lambda g: g))
    return out, None, None, None


@operation
def constant_pad_nd(input, pad, value=0):
    return _constant(input, tuple(pad), value)


def pad_sequence(sequences, batch_first=False, padding_value=0.0, padding_side="right"):
    """Tensors of different lengths in one, the shorter ones filled up.

    torch.nn.utils.rnn.pad_sequence(sequences, batch_first=False, padding_value=0.0, padding_side="right")
    """
    from torch._ops.joining import stack

    if isinstance(sequences, (list, tuple)) and not sequences:
        raise RuntimeError("received an empty list of sequences")
    longest = max(s.shape[0] for s in sequences)
    padded = []
    for s in sequences:
        missing = longest - s.shape[0]
        ends = (missing, 0) if padding_side == "left" else (0, missing)
        padded.append(_constant(s, (0, 0) * (s.ndim - 1) + ends, padding_value))
    return stack(padded, 0 if batch_first else 1)
