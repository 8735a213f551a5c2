import torch


def adamw_step(w, g, m, v, step, lr, beta1, beta2, eps, decay):
    m = beta1 * m + (1 - beta1) * g  # (n), average of the gradients
    v = beta2 * v + (1 - beta2) * g.square()  # (n), average of their squares
    m_hat = m / (1 - beta1**step)  # both began at 0
    v_hat = v / (1 - beta2**step)
    direction = m_hat / (v_hat.sqrt() + eps)  # (n), about ±1
    return w - lr * (direction + decay * w)
