import torch

# %% in place, as the library does it
@torch.no_grad()
def adamw_step(w, g, m, v, step, lr, beta1, beta2, eps, decay):
    w.mul_(1 - lr * decay)
    m.mul_(beta1).add_(g, alpha=1 - beta1)
    v.mul_(beta2).addcmul_(g, g, value=1 - beta2)
    denom = (v.sqrt() / (1 - beta2**step) ** 0.5).add_(eps)
    w.addcdiv_(m, denom, value=-lr / (1 - beta1**step))
    return w


# %% lerp
def adamw_step(w, g, m, v, step, lr, beta1, beta2, eps, decay):
    m = torch.lerp(m, g, 1 - beta1)
    v = torch.lerp(v, g * g, 1 - beta2)
    bias1, bias2 = 1 - beta1**step, 1 - beta2**step
    return w - lr * decay * w - lr * (m / bias1) / (torch.sqrt(v / bias2) + eps)


# %% float64, pow
def adamw_step(w, g, m, v, step, lr, beta1, beta2, eps, decay):
    w, g, m, v = (x.double() for x in (w, g, m, v))
    m_t = m * beta1 + g * (1 - beta1)
    v_t = v * beta2 + g.pow(2) * (1 - beta2)
    m_hat = m_t / (1 - pow(beta1, step))
    v_hat = v_t / (1 - pow(beta2, step))
    return (w - lr * (m_hat / (v_hat.pow(0.5) + eps) + decay * w)).float()
