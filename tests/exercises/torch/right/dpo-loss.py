import torch
import torch.nn.functional as F

# %% the reference without gradients
def dpo_loss(chosen, rejected, ref_chosen, ref_rejected, beta):
    with torch.no_grad():
        reference = ref_chosen - ref_rejected
    return -F.logsigmoid(((chosen - rejected) - reference) * beta).mean()


# %% log-ratios, as trainers write it
def dpo_loss(chosen, rejected, ref_chosen, ref_rejected, beta):
    pi_logratios = chosen - rejected
    ref_logratios = ref_chosen - ref_rejected
    logits = pi_logratios - ref_logratios
    losses = -F.logsigmoid(beta * logits)
    return losses.mean()


# %% softplus
def dpo_loss(chosen, rejected, ref_chosen, ref_rejected, beta):
    rewards_w = beta * (chosen - ref_chosen)
    rewards_l = beta * (rejected - ref_rejected)
    return F.softplus(rewards_l - rewards_w).mean()


# %% binary cross-entropy with logits
def dpo_loss(chosen, rejected, ref_chosen, ref_rejected, beta):
    logits = beta * ((chosen - ref_chosen) - (rejected - ref_rejected))
    return F.binary_cross_entropy_with_logits(logits, torch.ones_like(logits))


# %% cross-entropy of two rewards
def dpo_loss(chosen, rejected, ref_chosen, ref_rejected, beta):
    rewards = torch.stack([chosen - ref_chosen, rejected - ref_rejected], dim=-1) * beta
    return F.cross_entropy(rewards, torch.zeros(len(chosen), dtype=torch.long))


# %% logaddexp, an array of one number
def dpo_loss(chosen, rejected, ref_chosen, ref_rejected, beta):
    x = beta * (chosen - ref_chosen - rejected + ref_rejected)
    return torch.logaddexp(torch.zeros_like(x), -x).mean().reshape(1)
