import torch
import torch.nn.functional as F


def next_token_loss(logits, ids, mask):
    predictions = logits[:, :-1]  # (B, L - 1, V): the last position has nothing to predict
    targets = ids[:, 1:]  # (B, L - 1): the first token is predicted by nobody
    counts = mask[:, 1:]  # (B, L - 1): the mask of the targets, not of the inputs
    losses = F.cross_entropy(predictions.flatten(0, 1), targets.flatten(), reduction="none")  # (B * (L - 1))
    return losses[counts.flatten()].mean()  # ()
