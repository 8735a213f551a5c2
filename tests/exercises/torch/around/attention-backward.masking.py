# missing-keepdims: the sum = nothing
# mask-value-too-high: -1e4 = masked-row-mean
import math


def attention_backward(q, k, v, mask, dout):
    scale = 1 / math.sqrt(q.size(-1))
    p = weigh(q @ k.transpose(1, 2) * scale, mask)
    dv = p.transpose(1, 2) @ dout
    dp = dout @ v.transpose(1, 2)
    ds = p * (dp - (p * dp).sum(dim=-1, keepdim=True))
    return scale * ds @ k, scale * ds.transpose(1, 2) @ q, dv
