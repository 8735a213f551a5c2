import torch
import torch.nn.functional as F


def dpo_loss(chosen, rejected, ref_chosen, ref_rejected, beta):
    gains = chosen - ref_chosen  # (B), by how much training has raised the log-probability
    losses = rejected - ref_rejected  # (B)
    return -F.logsigmoid(beta * (gains - losses)).mean()  # (B), then ()
