import torch
import torch.nn.functional as F

# %% nan_to_num
def masked_softmax(scores, lengths):
    mask = torch.arange(scores.shape[-1])[None, None, :] >= lengths[:, None, None]
    return torch.nan_to_num(F.softmax(scores.masked_fill(mask, float("-inf")), dim=-1))


# %% finfo.min, times the mask
def masked_softmax(scores, lengths):
    mask = torch.arange(scores.size(-1)) < lengths.view(-1, 1, 1)
    x = torch.where(mask, scores, torch.finfo(scores.dtype).min)
    return x.softmax(-1) * mask


# %% a loop over the batch
def masked_softmax(scores, lengths):
    B, L, S = scores.shape
    rows = []
    for b, n in enumerate(lengths.tolist()):
        rows.append(F.pad(torch.softmax(scores[b, :, :n], dim=-1), (0, S - n)))
    return torch.stack(rows)
