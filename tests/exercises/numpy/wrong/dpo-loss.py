import math

import numpy as np


def nls(x):
    return np.logaddexp(0, -x)


# %% unstable-log-sigmoid: log of the sigmoid
def dpo_loss(chosen, rejected, ref_chosen, ref_rejected, beta):
    x = beta * ((chosen - ref_chosen) - (rejected - ref_rejected))
    return -np.log(1 / (1 + np.exp(-x))).mean()


# %% unstable-log-sigmoid: exp over one plus exp
def dpo_loss(chosen, rejected, ref_chosen, ref_rejected, beta):
    x = beta * ((chosen - ref_chosen) - (rejected - ref_rejected))
    return -np.log(np.exp(x) / (1 + np.exp(x)) + 1e-8).mean()


# %% unstable-log-sigmoid: softplus by hand
def dpo_loss(chosen, rejected, ref_chosen, ref_rejected, beta):
    x = beta * ((chosen - ref_chosen) - (rejected - ref_rejected))
    return np.log(1 + np.exp(-x)).mean()


# %% unstable-log-sigmoid: Python's own exp
def dpo_loss(chosen, rejected, ref_chosen, ref_rejected, beta):
    losses = []
    for c, r, rc, rr in zip(chosen, rejected, ref_chosen, ref_rejected):
        losses.append(-math.log(1 / (1 + math.exp(-beta * (c - rc - r + rr)))))
    return sum(losses) / len(losses)


# %% reference-left-out: model alone
def dpo_loss(chosen, rejected, ref_chosen, ref_rejected, beta):
    return nls(beta * (chosen - rejected)).mean()


# %% reference-sign: no brackets
def dpo_loss(chosen, rejected, ref_chosen, ref_rejected, beta):
    return nls(beta * (chosen - ref_chosen - rejected - ref_rejected)).mean()


# %% preference-reversed: rejected first
def dpo_loss(chosen, rejected, ref_chosen, ref_rejected, beta):
    return nls(beta * ((rejected - ref_rejected) - (chosen - ref_chosen))).mean()


# %% beta-outside: after the mean
def dpo_loss(chosen, rejected, ref_chosen, ref_rejected, beta):
    return beta * nls((chosen - ref_chosen) - (rejected - ref_rejected)).mean()


# %% log-probs-divided: ratios
def dpo_loss(chosen, rejected, ref_chosen, ref_rejected, beta):
    return nls(beta * (chosen / ref_chosen - rejected / ref_rejected)).mean()


# %% sum-not-mean: sum
def dpo_loss(chosen, rejected, ref_chosen, ref_rejected, beta):
    return nls(beta * ((chosen - ref_chosen) - (rejected - ref_rejected))).sum()


# %% not-averaged: each
def dpo_loss(chosen, rejected, ref_chosen, ref_rejected, beta):
    return nls(beta * ((chosen - ref_chosen) - (rejected - ref_rejected)))
