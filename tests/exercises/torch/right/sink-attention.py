import math

import torch
import torch.nn.functional as F

# %% as in gpt-oss
def sink_attention(q, k, v, sink):
    L = q.shape[-2]
    attn_weights = torch.matmul(q, k.transpose(2, 3)) * q.shape[-1] ** -0.5
    attn_weights = attn_weights + torch.full((L, L), float("-inf")).triu(1)
    sinks = sink.reshape(1, -1, 1, 1).expand(q.shape[0], -1, q.shape[-2], -1)
    combined_logits = torch.cat([attn_weights, sinks], dim=-1)
    combined_logits = combined_logits - combined_logits.max(dim=-1, keepdim=True).values
    probs = F.softmax(combined_logits, dim=-1, dtype=combined_logits.dtype)
    scores = probs[..., :-1]
    return torch.matmul(scores, v), scores


# %% a gate of the log-sum-exp
def sink_attention(q, k, v, sink):
    L, d = q.shape[-2:]
    s = (q @ k.mT / math.sqrt(d)).masked_fill(torch.ones(L, L).triu(1).bool(), float("-inf"))
    gate = torch.sigmoid(s.logsumexp(-1, keepdim=True) - sink.view(-1, 1, 1))
    return s.softmax(-1) @ v * gate


# %% padded with a key of zeros
def sink_attention(q, k, v, sink):
    B, H, L, d = q.shape
    k, v = F.pad(k, (0, 0, 0, 1)), F.pad(v, (0, 0, 0, 1))
    bias = torch.zeros(H, L, L + 1)
    bias[:, :, :L] = torch.full((L, L), float("-inf")).triu(1)
    bias = torch.cat([bias[:, :, :L], sink[:, None, None].expand(H, L, 1)], dim=-1)
    w = torch.softmax(q @ k.transpose(-2, -1) / d**0.5 + bias, dim=-1)
    return w @ v
