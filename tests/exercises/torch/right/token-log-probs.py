import torch
import torch.nn.functional as F

# %% log_softmax and gather
def token_log_probs(logits, ids):
    return F.log_softmax(logits, dim=-1).gather(-1, ids.unsqueeze(-1)).squeeze(-1)


# %% gather, then logsumexp row by row
def token_log_probs(logits, ids):
    chosen = torch.gather(logits, dim=-1, index=ids.unsqueeze(-1)).squeeze(-1)
    log_sums = torch.stack([torch.logsumexp(rows, dim=-1) for rows in logits])
    return chosen - log_sums


# %% three index arrays
def token_log_probs(logits, ids):
    B, L, V = logits.shape
    logp = torch.log_softmax(logits, -1)
    return logp[torch.arange(B)[:, None], torch.arange(L)[None, :], ids]


# %% flattened
def token_log_probs(logits, ids):
    B, L, V = logits.shape
    logp = (logits - logits.logsumexp(-1, keepdim=True)).reshape(-1, V)
    return logp[torch.arange(B * L), ids.reshape(-1)].view(B, L)


# %% by hand, in float64
def token_log_probs(logits, ids):
    x = logits.double()
    m = x.max(dim=-1, keepdim=True).values
    lse = m + (x - m).exp().sum(-1, keepdim=True).log()
    return torch.take_along_dim(x - lse, ids[..., None], dim=-1)[..., 0].float()


# %% one-hot and where
def token_log_probs(logits, ids):
    hot = ids.unsqueeze(-1) == torch.arange(logits.size(-1))
    return torch.where(hot, logits.log_softmax(-1), 0.0).sum(-1)


# %% nll_loss
def token_log_probs(logits, ids):
    logp = F.log_softmax(logits, dim=-1).transpose(1, 2)
    return -F.nll_loss(logp, ids, reduction="none")


# %% a loop
def token_log_probs(logits, ids):
    out = torch.zeros(ids.shape)
    for b in range(ids.shape[0]):
        for i in range(ids.shape[1]):
            row = logits[b, i]
            out[b, i] = row[ids[b, i]] - torch.logsumexp(row, 0)
    return out


# %% a distribution
def token_log_probs(logits, ids):
    return torch.distributions.Categorical(logits=logits).log_prob(ids)
