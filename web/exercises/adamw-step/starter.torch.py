import torch


def adamw_step(w, g, m, v, step, lr, beta1, beta2, eps, decay):
    """The parameters after one step of AdamW.

    w, g: parameters and their gradient, (n)
    m, v: moving averages of gradients and squared gradients before this step, (n)
    step: number of this step, from 1
    lr, beta1, beta2, eps, decay: numbers. Returns (n).
    """
    # TODO: update the averages, correct their bias, move and decay the parameters.
    return torch.zeros_like(w)
