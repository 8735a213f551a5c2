import torch


# %% no-bias-correction: only m
def adamw_step(w, g, m, v, step, lr, beta1, beta2, eps, decay):
    m = beta1 * m + (1 - beta1) * g
    v = beta2 * v + (1 - beta2) * g.square()
    m_hat = m / (1 - beta1**step)
    return w - lr * (m_hat / (v.sqrt() + eps) + decay * w)


# %% step-from-zero: step - 1
def adamw_step(w, g, m, v, step, lr, beta1, beta2, eps, decay):
    m = beta1 * m + (1 - beta1) * g
    v = beta2 * v + (1 - beta2) * g.square()
    m_hat = m / (1 - beta1 ** (step - 1))
    v_hat = v / (1 - beta2 ** (step - 1))
    return w - lr * (m_hat / (v_hat.sqrt() + eps) + decay * w)


# %% decay-in-gradient: L2
def adamw_step(w, g, m, v, step, lr, beta1, beta2, eps, decay):
    g = g.add(w, alpha=decay)
    m = beta1 * m + (1 - beta1) * g
    v = beta2 * v + (1 - beta2) * g.square()
    return w - lr * (m / (1 - beta1**step)) / ((v / (1 - beta2**step)).sqrt() + eps)


# %% decay-without-rate: 1 - decay
def adamw_step(w, g, m, v, step, lr, beta1, beta2, eps, decay):
    m = beta1 * m + (1 - beta1) * g
    v = beta2 * v + (1 - beta2) * g.square()
    return w * (1 - decay) - lr * (m / (1 - beta1**step)) / ((v / (1 - beta2**step)).sqrt() + eps)


# %% decay-after-step: last
def adamw_step(w, g, m, v, step, lr, beta1, beta2, eps, decay):
    m = beta1 * m + (1 - beta1) * g
    v = beta2 * v + (1 - beta2) * g.square()
    w = w - lr * (m / (1 - beta1**step)) / ((v / (1 - beta2**step)).sqrt() + eps)
    return w - lr * decay * w


# %% epsilon-inside-root: v_hat + eps
def adamw_step(w, g, m, v, step, lr, beta1, beta2, eps, decay):
    m = beta1 * m + (1 - beta1) * g
    v = beta2 * v + (1 - beta2) * g.square()
    return w - lr * ((m / (1 - beta1**step)) * torch.rsqrt(v / (1 - beta2**step) + eps) + decay * w)


# %% gradient-unweighted: momentum
def adamw_step(w, g, m, v, step, lr, beta1, beta2, eps, decay):
    m = beta1 * m + g
    v = beta2 * v + (1 - beta2) * g.square()
    return w - lr * ((m / (1 - beta1**step)) / ((v / (1 - beta2**step)).sqrt() + eps) + decay * w)


# %% weights-exchanged: lerp with beta
def adamw_step(w, g, m, v, step, lr, beta1, beta2, eps, decay):
    m = torch.lerp(m, g, beta1)
    v = torch.lerp(v, g.square(), beta2)
    return w - lr * ((m / (1 - beta1**step)) / ((v / (1 - beta2**step)).sqrt() + eps) + decay * w)


# %% sign-reversed: plus
def adamw_step(w, g, m, v, step, lr, beta1, beta2, eps, decay):
    m = beta1 * m + (1 - beta1) * g
    v = beta2 * v + (1 - beta2) * g.square()
    return w + lr * ((m / (1 - beta1**step)) / ((v / (1 - beta2**step)).sqrt() + eps) - decay * w)
