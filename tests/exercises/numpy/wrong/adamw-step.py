import numpy as np


# %% no-bias-correction: none
def adamw_step(w, g, m, v, step, lr, beta1, beta2, eps, decay):
    m = beta1 * m + (1 - beta1) * g
    v = beta2 * v + (1 - beta2) * g**2
    return w - lr * (m / (np.sqrt(v) + eps) + decay * w)


# %% step-from-zero: step - 1
def adamw_step(w, g, m, v, step, lr, beta1, beta2, eps, decay):
    m = beta1 * m + (1 - beta1) * g
    v = beta2 * v + (1 - beta2) * g**2
    t = step - 1
    return w - lr * (m / (1 - beta1**t) / (np.sqrt(v / (1 - beta2**t)) + eps) + decay * w)


# %% step-from-zero: step + 1
def adamw_step(w, g, m, v, step, lr, beta1, beta2, eps, decay):
    step += 1
    m = beta1 * m + (1 - beta1) * g
    v = beta2 * v + (1 - beta2) * g**2
    return w - lr * (m / (1 - beta1**step) / (np.sqrt(v / (1 - beta2**step)) + eps) + decay * w)


# %% decay-in-gradient: L2
def adamw_step(w, g, m, v, step, lr, beta1, beta2, eps, decay):
    g = g + decay * w
    m = beta1 * m + (1 - beta1) * g
    v = beta2 * v + (1 - beta2) * g**2
    return w - lr * m / (1 - beta1**step) / (np.sqrt(v / (1 - beta2**step)) + eps)


# %% decay-without-rate: minus decay * w
def adamw_step(w, g, m, v, step, lr, beta1, beta2, eps, decay):
    m = beta1 * m + (1 - beta1) * g
    v = beta2 * v + (1 - beta2) * g**2
    return w - lr * m / (1 - beta1**step) / (np.sqrt(v / (1 - beta2**step)) + eps) - decay * w


# %% epsilon-inside-root: v_hat + eps
def adamw_step(w, g, m, v, step, lr, beta1, beta2, eps, decay):
    m = beta1 * m + (1 - beta1) * g
    v = beta2 * v + (1 - beta2) * g**2
    return w - lr * (m / (1 - beta1**step) / np.sqrt(v / (1 - beta2**step) + eps) + decay * w)


# %% epsilon-before-correction: the paper's short form
def adamw_step(w, g, m, v, step, lr, beta1, beta2, eps, decay):
    m = beta1 * m + (1 - beta1) * g
    v = beta2 * v + (1 - beta2) * g**2
    rate = lr * np.sqrt(1 - beta2**step) / (1 - beta1**step)
    return w - rate * m / (np.sqrt(v) + eps) - lr * decay * w


# %% epsilon-ignored: a lower bound
def adamw_step(w, g, m, v, step, lr, beta1, beta2, eps, decay):
    m = beta1 * m + (1 - beta1) * g
    v = beta2 * v + (1 - beta2) * g**2
    root = np.sqrt(v / (1 - beta2**step))
    return w - lr * (m / (1 - beta1**step) / np.maximum(root, eps) + decay * w)


# %% root-missing: v_hat + eps
def adamw_step(w, g, m, v, step, lr, beta1, beta2, eps, decay):
    m = beta1 * m + (1 - beta1) * g
    v = beta2 * v + (1 - beta2) * g**2
    return w - lr * (m / (1 - beta1**step) / (v / (1 - beta2**step) + eps) + decay * w)
