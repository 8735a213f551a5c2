# unasked-causal-mask = mask-top-left
# softmax-over-everything: a matrix at a time = right
def decode_step(q, k_new, v_new, past_k, past_v):
    group_size = q.size(1) // k_new.size(1)
    k = torch.cat([past_k, k_new], dim=2).repeat_interleave(group_size, dim=1)
    v = torch.cat([past_v, v_new], dim=2).repeat_interleave(group_size, dim=1)
    return attend(q, k, v)[0]
