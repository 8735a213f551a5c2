import torch
import torch.nn.functional as F


def label_smoothing_loss(logits, targets, epsilon):
    N, V = logits.shape
    log_probs = torch.log_softmax(logits, dim=-1)  # (N, V)
    q = (1 - epsilon) * F.one_hot(targets, V) + epsilon / V  # (N, V): rows of sum 1
    return -torch.einsum("nv,nv->", q, log_probs) / N
