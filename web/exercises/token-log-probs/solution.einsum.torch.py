import torch
import torch.nn.functional as F


def token_log_probs(logits, ids):
    log_probs = torch.log_softmax(logits, dim=-1)  # (B, L, V)
    one_hot = F.one_hot(ids, logits.size(-1)).to(log_probs.dtype)  # (B, L, V)
    return torch.einsum("blv,blv->bl", log_probs, one_hot)  # (B, L)
