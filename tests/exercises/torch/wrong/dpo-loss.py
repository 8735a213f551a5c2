import torch
import torch.nn.functional as F


# %% unstable-log-sigmoid: log of sigmoid
def dpo_loss(chosen, rejected, ref_chosen, ref_rejected, beta):
    x = beta * ((chosen - ref_chosen) - (rejected - ref_rejected))
    return -torch.log(torch.sigmoid(x)).mean()


# %% unstable-log-sigmoid: with 1e-8
def dpo_loss(chosen, rejected, ref_chosen, ref_rejected, beta):
    x = beta * ((chosen - ref_chosen) - (rejected - ref_rejected))
    return -torch.log(torch.sigmoid(x) + 1e-8).mean()


# %% unstable-log-sigmoid: softplus by hand
def dpo_loss(chosen, rejected, ref_chosen, ref_rejected, beta):
    x = beta * ((chosen - ref_chosen) - (rejected - ref_rejected))
    return torch.log(1 + torch.exp(-x)).mean()


# %% reference-left-out: model alone
def dpo_loss(chosen, rejected, ref_chosen, ref_rejected, beta):
    return -F.logsigmoid(beta * (chosen - rejected)).mean()


# %% reference-sign: added
def dpo_loss(chosen, rejected, ref_chosen, ref_rejected, beta):
    return -F.logsigmoid(beta * ((chosen - rejected) + (ref_chosen - ref_rejected))).mean()


# %% preference-reversed: minus inside
def dpo_loss(chosen, rejected, ref_chosen, ref_rejected, beta):
    return -F.logsigmoid(-beta * ((chosen - ref_chosen) - (rejected - ref_rejected))).mean()


# %% beta-outside: factor of the loss
def dpo_loss(chosen, rejected, ref_chosen, ref_rejected, beta):
    return (-beta * F.logsigmoid((chosen - ref_chosen) - (rejected - ref_rejected))).mean()


# %% divided-by-beta: a temperature
def dpo_loss(chosen, rejected, ref_chosen, ref_rejected, beta):
    return -F.logsigmoid(((chosen - ref_chosen) - (rejected - ref_rejected)) / beta).mean()


# %% argument-clipped: clamp
def dpo_loss(chosen, rejected, ref_chosen, ref_rejected, beta):
    x = beta * ((chosen - ref_chosen) - (rejected - ref_rejected))
    return torch.log(1 + torch.exp(-x.clamp(-50, 50))).mean()


# %% averaged-too-early: mean of margins
def dpo_loss(chosen, rejected, ref_chosen, ref_rejected, beta):
    return -F.logsigmoid(beta * ((chosen - ref_chosen) - (rejected - ref_rejected)).mean())


# %% sign-forgotten: logsigmoid
def dpo_loss(chosen, rejected, ref_chosen, ref_rejected, beta):
    return F.logsigmoid(beta * ((chosen - ref_chosen) - (rejected - ref_rejected))).mean()


# %% log-left-out: sigmoid
def dpo_loss(chosen, rejected, ref_chosen, ref_rejected, beta):
    return -torch.sigmoid(beta * ((chosen - ref_chosen) - (rejected - ref_rejected))).mean()
