import numpy as np

# %% log-ratios of chosen and rejected
def dpo_loss(chosen, rejected, ref_chosen, ref_rejected, beta):
    pi_logratios = chosen - rejected
    ref_logratios = ref_chosen - ref_rejected
    logits = beta * (pi_logratios - ref_logratios)
    return np.mean(np.log1p(np.exp(-np.abs(logits))) + np.maximum(-logits, 0))


# %% where, an array of one number
def dpo_loss(chosen, rejected, ref_chosen, ref_rejected, beta):
    x = beta * ((chosen - ref_chosen) - (rejected - ref_rejected))
    e = np.exp(-np.abs(x))
    return np.array([np.where(x >= 0, np.log1p(e), -x + np.log1p(e)).mean()])


# %% two rewards, log-softmax
def dpo_loss(chosen, rejected, ref_chosen, ref_rejected, beta):
    rewards = beta * np.stack([chosen - ref_chosen, rejected - ref_rejected], axis=1)
    rewards -= rewards.max(axis=1, keepdims=True)
    logp = rewards - np.log(np.exp(rewards).sum(axis=1, keepdims=True))
    return -logp[:, 0].mean()


# %% a loop over the pairs
def dpo_loss(chosen, rejected, ref_chosen, ref_rejected, beta):
    total = 0.0
    for c, r, rc, rr in zip(chosen, rejected, ref_chosen, ref_rejected):
        total += np.logaddexp(0, beta * ((r - rr) - (c - rc)))
    return total / chosen.shape[0]
