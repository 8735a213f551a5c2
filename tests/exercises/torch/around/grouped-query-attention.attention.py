def grouped_query_attention(q, k, v):
    group_size = q.size(1) // k.size(1)
    return attend(q, k.repeat_interleave(group_size, dim=1), v.repeat_interleave(group_size, dim=1))
