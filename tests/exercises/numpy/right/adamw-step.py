import numpy as np

# %% PyTorch's order: decay first
def adamw_step(w, g, m, v, step, lr, beta1, beta2, eps, decay):
    w = w * (1 - lr * decay)
    m = m + (1 - beta1) * (g - m)
    v = beta2 * v + (1 - beta2) * g * g
    denom = np.sqrt(v) / np.sqrt(1 - beta2**step) + eps
    return w - lr / (1 - beta1**step) * m / denom


# %% in place
def adamw_step(w, g, m, v, step, lr, beta1, beta2, eps, decay):
    m *= beta1
    m += (1 - beta1) * g
    v *= beta2
    v += (1 - beta2) * np.square(g)
    update = (m / (1 - np.power(beta1, step))) / (np.sqrt(v / (1 - np.power(beta2, step))) + eps)
    w -= lr * update + lr * decay * w
    return w


# %% parameter by parameter
def adamw_step(w, g, m, v, step, lr, beta1, beta2, eps, decay):
    out = np.empty_like(w)
    for i in range(len(w)):
        first = beta1 * m[i] + (1 - beta1) * g[i]
        second = beta2 * v[i] + (1 - beta2) * g[i] ** 2
        first /= 1 - beta1**step
        second /= 1 - beta2**step
        out[i] = w[i] - lr * (first / (second**0.5 + eps) + decay * w[i])
    return out
