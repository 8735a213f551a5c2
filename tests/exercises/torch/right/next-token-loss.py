import torch
import torch.nn.functional as F

# %% labels of -100, Hugging Face's way
def next_token_loss(logits, ids, mask):
    labels = ids.masked_fill(~mask, -100)
    shift_logits = logits[..., :-1, :].contiguous()
    shift_labels = labels[..., 1:].contiguous()
    return F.cross_entropy(shift_logits.view(-1, shift_logits.size(-1)), shift_labels.view(-1), ignore_index=-100)


# %% a layer, classes in the second axis
def next_token_loss(logits, ids, mask):
    criterion = torch.nn.CrossEntropyLoss(reduction="none")
    loss = criterion(logits[:, :-1].transpose(1, 2), ids[:, 1:])
    m = mask[:, 1:].float()
    return (loss * m).sum() / m.sum()


# %% log-probabilities gathered
def next_token_loss(logits, ids, mask):
    logp = torch.log_softmax(logits[:, :-1, :], dim=-1)
    picked = torch.gather(logp, 2, ids[:, 1:].unsqueeze(-1)).squeeze(-1)
    return -picked[mask[:, 1:]].mean()


# %% rolled labels, the last one ignored
def next_token_loss(logits, ids, mask):
    labels = torch.where(mask, ids, torch.tensor(-100))
    labels = torch.roll(labels, shifts=-1, dims=1)
    labels[:, -1] = -100
    return F.cross_entropy(logits.reshape(-1, logits.shape[-1]), labels.reshape(-1))


# %% padded labels, a sum divided
def next_token_loss(logits, ids, mask):
    labels = F.pad(ids.masked_fill(mask.logical_not(), -100), (0, 1), value=-100)[:, 1:]
    total = F.cross_entropy(logits.flatten(0, 1), labels.flatten(), reduction="sum")
    return total / labels.ne(-100).sum()


# %% loops
def next_token_loss(logits, ids, mask):
    losses = []
    B, L = ids.shape
    for b in range(B):
        for i in range(1, L):
            if mask[b, i]:
                losses.append(torch.logsumexp(logits[b, i - 1], -1) - logits[b, i - 1, ids[b, i]])
    return sum(losses) / len(losses)
