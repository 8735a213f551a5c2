import torch


def label_smoothing_loss(logits, targets, epsilon):
    log_probs = torch.log_softmax(logits, dim=-1)  # (N, V)
    target = log_probs.gather(-1, targets[:, None]).squeeze(-1)  # (N, 1), then (N)
    even = log_probs.mean(dim=-1)  # (N): the target too
    return -((1 - epsilon) * target + epsilon * even).mean()  # ()
