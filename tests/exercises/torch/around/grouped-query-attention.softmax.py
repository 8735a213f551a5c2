# unstable-softmax: mean subtracted = nothing
def grouped_query_attention(q, k, v):
    group_size = q.size(1) // k.size(1)
    k, v = k.repeat_interleave(group_size, dim=1), v.repeat_interleave(group_size, dim=1)
    weights = softmax(q @ k.transpose(-2, -1) / q.size(-1) ** 0.5, -1)
    return weights @ v, weights
