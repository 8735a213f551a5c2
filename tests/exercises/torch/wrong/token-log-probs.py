import torch
import torch.nn.functional as F

# %% every-pair-gathered: an index array on the last axis
def token_log_probs(logits, ids):
    return torch.log_softmax(logits, dim=-1)[:, :, ids]


# %% every-pair-gathered: within a loop over the batch
def token_log_probs(logits, ids):
    logp = F.log_softmax(logits, dim=-1)
    return torch.stack([logp[b][:, ids[b]] for b in range(len(ids))])


# %% every-pair-gathered: gather with an expanded index
def token_log_probs(logits, ids):
    B, L, V = logits.shape
    return F.log_softmax(logits, dim=-1).gather(2, ids.unsqueeze(1).expand(B, L, L))


# %% probabilities-returned: softmax
def token_log_probs(logits, ids):
    return torch.softmax(logits, dim=-1).gather(-1, ids.unsqueeze(-1)).squeeze(-1)


# %% probabilities-returned: exp of the log-softmax
def token_log_probs(logits, ids):
    logp = logits - logits.logsumexp(-1, keepdim=True)
    return torch.gather(logp, -1, ids[..., None])[..., 0].exp()


# %% logits-gathered: gather
def token_log_probs(logits, ids):
    return logits.gather(-1, ids.unsqueeze(-1)).squeeze(-1)


# %% logits-gathered: index arrays
def token_log_probs(logits, ids):
    B, L = ids.shape
    return logits[torch.arange(B).unsqueeze(1), torch.arange(L), ids]


# %% log-of-softmax: log of softmax
def token_log_probs(logits, ids):
    return torch.log(torch.softmax(logits, dim=-1)).gather(-1, ids.unsqueeze(-1)).squeeze(-1)


# %% log-of-softmax: gathered, then log
def token_log_probs(logits, ids):
    return F.softmax(logits, -1).gather(-1, ids.unsqueeze(-1)).squeeze(-1).log()


# %% log-of-softmax: with 1e-9
def token_log_probs(logits, ids):
    probs = F.softmax(logits, dim=-1)
    return torch.log(probs.gather(-1, ids.unsqueeze(-1)).squeeze(-1) + 1e-9)


# %% log-of-softmax: clamped
def token_log_probs(logits, ids):
    probs = F.softmax(logits, dim=-1).clamp(min=1e-8)
    return probs.log().gather(-1, ids.unsqueeze(-1)).squeeze(-1)


# %% log-of-softmax: exponentials by hand
def token_log_probs(logits, ids):
    p = torch.exp(logits) / torch.exp(logits).sum(-1, keepdim=True)
    return p.gather(2, ids[:, :, None])[:, :, 0].log()


# %% log-of-softmax: exponentials less the maximum
def token_log_probs(logits, ids):
    e = torch.exp(logits - logits.amax(-1, keepdim=True))
    p = e / e.sum(-1, keepdim=True)
    return torch.log(p).gather(2, ids[:, :, None]).squeeze(2)


# %% shifted: logits before the last, ids after the first
def token_log_probs(logits, ids):
    logp = F.log_softmax(logits[:, :-1], dim=-1)
    return logp.gather(-1, ids[:, 1:].unsqueeze(-1)).squeeze(-1)


# %% shifted: rolled
def token_log_probs(logits, ids):
    logp = F.log_softmax(logits, dim=-1)
    return logp.gather(-1, torch.roll(ids, -1, dims=1).unsqueeze(-1)).squeeze(-1)


# %% shifted: padded with zeros
def token_log_probs(logits, ids):
    logp = F.log_softmax(logits[:, :-1], dim=-1).gather(-1, ids[:, 1:, None])[..., 0]
    return F.pad(logp, (1, 0))


# %% unstable-softmax: log of the sum
def token_log_probs(logits, ids):
    logp = logits - logits.exp().sum(-1, keepdim=True).log()
    return logp.gather(-1, ids.unsqueeze(-1)).squeeze(-1)


# %% global-maximum: max()
def token_log_probs(logits, ids):
    x = logits - logits.max()
    logp = x - x.exp().sum(-1, keepdim=True).log()
    return logp.gather(-1, ids.unsqueeze(-1)).squeeze(-1)


# %% maximum-not-added-back: forgotten
def token_log_probs(logits, ids):
    m = logits.amax(-1, keepdim=True)
    logp = logits - (logits - m).exp().sum(-1, keepdim=True).log()
    return logp.gather(-1, ids.unsqueeze(-1)).squeeze(-1)


# %% only-shifted: less the maximum
def token_log_probs(logits, ids):
    return (logits - logits.amax(-1, keepdim=True)).gather(-1, ids.unsqueeze(-1)).squeeze(-1)


# %% softmax-twice: log_softmax of softmax
def token_log_probs(logits, ids):
    return F.log_softmax(F.softmax(logits, -1), -1).gather(-1, ids.unsqueeze(-1)).squeeze(-1)


# %% softmax-over-positions: dim 1
def token_log_probs(logits, ids):
    return F.log_softmax(logits, dim=1).gather(-1, ids.unsqueeze(-1)).squeeze(-1)


# %% missing-keepdims: logsumexp
def token_log_probs(logits, ids):
    return (logits - logits.logsumexp(-1)).gather(-1, ids.unsqueeze(-1)).squeeze(-1)


# %% sign-reversed: nll
def token_log_probs(logits, ids):
    return F.nll_loss(F.log_softmax(logits, dim=-1).transpose(1, 2), ids, reduction="none")


# %% summed-over-tokens: of each sequence
def token_log_probs(logits, ids):
    return F.log_softmax(logits, dim=-1).gather(-1, ids.unsqueeze(-1)).squeeze(-1).sum(-1)


# %% summed-over-tokens: a loss
def token_log_probs(logits, ids):
    return -F.log_softmax(logits, dim=-1).gather(-1, ids.unsqueeze(-1)).mean()


# %% shape-not-restored: not squeezed
def token_log_probs(logits, ids):
    return F.log_softmax(logits, dim=-1).gather(-1, ids.unsqueeze(-1))


# %% shape-not-restored: flat
def token_log_probs(logits, ids):
    flat = F.log_softmax(logits, dim=-1).flatten(0, 1)
    return flat[torch.arange(len(flat)), ids.flatten()]


# %% first-entry-only: one sequence
def token_log_probs(logits, ids):
    logp = F.log_softmax(logits[0], dim=-1)
    return logp[torch.arange(ids.shape[1]), ids[0]]
