import math

import torch


def causal_scores(q, k):
    L, d = q.shape[-2:]
    s = q @ k.transpose(-2, -1) / math.sqrt(d)
    return s.masked_fill(torch.ones(L, L, dtype=torch.bool).triu(1), float("-inf"))


def with_column(s, sink):
    B, H, L, _ = s.shape
    return torch.cat([s, sink.view(1, H, 1, 1).expand(B, H, L, 1)], dim=-1)


# %% sink-left-out: forgotten
def sink_attention(q, k, v, sink):
    return causal_scores(q, k).softmax(-1) @ v


# %% sink-as-value: a column in front, the last cut off
def sink_attention(q, k, v, sink):
    s = causal_scores(q, k)
    B, H, L, _ = s.shape
    p = torch.cat([sink.view(1, H, 1, 1).expand(B, H, L, 1), s], dim=-1).softmax(-1)
    return p[..., :L] @ v


# %% sink-scaled: divided too
def sink_attention(q, k, v, sink):
    return with_column(causal_scores(q, k), sink / math.sqrt(q.size(-1))).softmax(-1)[..., :-1] @ v


# %% sink-by-batch: view of the first axis
def sink_attention(q, k, v, sink):
    s = causal_scores(q, k)
    B, H, L, _ = s.shape
    return torch.cat([s, sink.view(-1, 1, 1, 1).expand(-1, H, L, 1)], dim=-1).softmax(-1)[..., :-1] @ v


# %% sink-by-batch: all sinks in each row
def sink_attention(q, k, v, sink):
    s = causal_scores(q, k)
    B, H, L, _ = s.shape
    return torch.cat([s, sink.expand(B, H, L, H)], dim=-1).softmax(-1)[..., :L] @ v


# %% sink-fixed-at-one: a score of zero
def sink_attention(q, k, v, sink):
    return with_column(causal_scores(q, k), torch.zeros_like(sink)).softmax(-1)[..., :-1] @ v


# %% weights-normalized-before-sink: divided afterwards
def sink_attention(q, k, v, sink):
    weights = causal_scores(q, k).softmax(-1)
    return weights / (1 + sink.exp()[:, None, None]) @ v


# %% unstable-softmax: exp as it is
def sink_attention(q, k, v, sink):
    e = causal_scores(q, k).exp()
    return e / (e.sum(-1, keepdim=True) + sink.exp()[:, None, None]) @ v
