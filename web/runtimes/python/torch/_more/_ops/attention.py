"""Less frequent: linear layers' product and attention, composed as PyTorch composes them."""

from torch._ops.matmul import matmul
from torch._registry import operation


@operation
def bilinear(input1, input2, weight, bias=None):
    if input1.shape[:-1] != input2.shape[:-1]:
        raise RuntimeError(f"bilinear(): input dimensions do not match: got {input1.ndim} and {input2.ndim}")
    for tensor, dim, name in ((input1, 1, "input1"), (input2, 2, "input2")):
        if tensor.shape[-1] != weight.shape[dim]:
            raise RuntimeError(
                f"bilinear(): {name} size does not match weight size: got {tensor.shape[-1]} but expected {weight.shape[dim]}"
            )
    left = matmul(input1.unsqueeze(-2).unsqueeze(-2), weight)
    out = matmul(left, input2.unsqueeze(-1).unsqueeze(-3)).reshape((*input1.shape[:-1], weight.shape[0]))
    return out if bias is None else out + bias
