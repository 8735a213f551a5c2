import numpy as np


def dpo_loss(chosen, rejected, ref_chosen, ref_rejected, beta):
    margins = (chosen - ref_chosen) - (rejected - ref_rejected)  # (B)
    losses = np.logaddexp(0.0, -beta * margins)  # (B), log(exp(0) + exp(-x)) without overflow
    return losses.mean()
